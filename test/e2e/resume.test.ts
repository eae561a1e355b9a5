import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { openStore } from '@headwater/store';
import { runCli, startCli, type CliExit } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { until } from '../harness/processes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;
const REUSED_BEFORE_QUALITY = ['ingest', 'train', 'generate', 'privacy'];

describe('headwater resume and rerun', () => {
  const folder = new Workspace();
  const state = folder.path('state');
  const chain = folder.path('chain.yaml');
  let dev: DevServer;
  let connection: Connection;
  let published: CliExit;
  const resume = (...args: string[]): Promise<CliExit> =>
    runCli(['resume', ...args, '--state', state, '--no-worker', '--json', '--who', 'ada']);
  const made = ({ json, stderr }: CliExit): unknown => {
    if (json.status !== 'published') throw new Error(stderr + JSON.stringify(json.error));
    return { model: json.model.sha256, shards: json.shards, version: json.published.sha256 };
  };

  beforeAll(async () => {
    folder.write('train.csv', adultRows(1000));
    folder.write('holdout.csv', adultRows(300, 'holdout'));
    folder.write('chain.yaml', smallChain({ epochs: 4 }));
    dev = await DevServer.start(state);
    connection = await Connection.connect({ address: dev.address });
    published = await dev.run(chain, '--partition', 'whole');
  }, 3 * MINUTES);
  afterAll(async () => {
    await connection.close();
    await dev.stop();
    folder.remove();
  }, MINUTES);

  it(
    'goes on with a run that was terminated in training, under its own id',
    async () => {
      const started = startCli([
        'run',
        chain,
        '--state',
        state,
        '--no-worker',
        '--json',
        '--partition',
        'ended',
        '--set',
        'generator.seed=8',
      ]);
      await until('training', () => /^train +running/m.test(started.stderr()), 60);
      await new Client({ connection }).workflow.getHandle('chain/small/ended').terminate('for the test');
      const ended = await started.exit;
      expect(ended.json.error.code).toBe('RUN_TERMINATED');
      const resumed = await resume('chain/small/ended');
      expect(resumed.json.runId).toBe('chain/small/ended');
      expect(resumed.json.reused).toContain('ingest');
      expect(made(resumed)).toMatchObject({ shards: [{ rows: 200 }, { rows: 200 }] });
    },
    3 * MINUTES,
  );

  it(
    'judges again by another policy, taking the rest from the store; the ledger says who and what was reused',
    async () => {
      const strict = folder.write('strict.yaml', smallChain({ epochs: 4 }).replace('atLeast: 0', 'atLeast: 1'));
      const blocked = await resume('chain/small/whole', '--from', 'quality', '--chain', strict);
      expect(blocked.json.error.code).toBe('GATE_BLOCKED');
      expect(blocked.json.reused).toEqual(REUSED_BEFORE_QUALITY);
      const facts = ledgerOf(state).filter(({ run }) => run === 'chain/small/whole');
      expect(facts.filter(({ kind }) => kind === 'ingested').at(-1)?.facts).toMatchObject({
        kind: 'resume',
        requestedBy: 'ada',
        from: 'quality',
      });
      expect(facts.at(-1)).toMatchObject({ kind: 'ended', facts: { state: 'blocked', reused: REUSED_BEFORE_QUALITY } });
    },
    3 * MINUTES,
  );

  it(
    'runs stages again though they are stored, finds them equal, and mends what was damaged',
    async () => {
      const { shards, published: before } = published.json;
      const shard = join(
        state,
        'store',
        'objects',
        'sha256',
        shards[1]!.sha256.slice(0, 2),
        shards[1]!.sha256.slice(2),
      );
      const sound = [shard, before.files[0]!].map((path) => {
        const bytes = readFileSync(path);
        writeFileSync(path, Buffer.concat([bytes.subarray(0, 99), Buffer.from([bytes[99]! ^ 1]), bytes.subarray(100)]));
        return { path, bytes };
      });
      const again = await resume('chain/small/whole', '--from', 'train', '--chain', chain);
      expect(made(again)).toEqual(made(published));
      expect(again.json.reused).not.toContain('train');
      for (const { path, bytes } of sound) expect(readFileSync(path).equals(bytes)).toBe(true);
    },
    3 * MINUTES,
  );

  it(
    'refuses, with a code, what it cannot do',
    async () => {
      const other = folder.write('other.yaml', smallChain({ epochs: 7 }));
      const missing = await resume('chain/small/whole', '--from', 'generate', '--chain', other);
      expect(missing.json.error).toMatchObject({ code: 'ARTIFACT_MISSING', stage: 'train' });
      const [back, none, finished] = [
        await resume('chain/small/whole', '--chain', chain),
        await resume('chain/small/never'),
        await resume('chain/small/whole'),
      ];
      expect(made(back)).toEqual(made(published));
      expect(none.json.error.code).toBe('RUN_NOT_FOUND');
      expect(finished.json.error.code).toBe('USAGE');
    },
    3 * MINUTES,
  );

  it(
    'makes shards anew: equal to the stored ones, and told apart when a list names another',
    async () => {
      const rerun = (...args: string[]): Promise<CliExit> => runCli(['rerun', ...args, '--state', state, '--json']);
      const out = folder.path('shards');
      const equal = await rerun('chain/small/whole', '--shards', '0-1', '--verify', '--out', out);
      expect(equal.code).toBe(0);
      expect(equal.json.shards.map(({ sha256 }) => sha256)).toEqual(published.json.shards.map(({ sha256 }) => sha256));
      expect(readdirSync(out)).toEqual(['shard-00000.arrow', 'shard-00001.arrow']);
      expect(ledgerOf(state).slice(-2)).toMatchObject([
        { kind: 'rebuilt', facts: { shard: 0, equal: true } },
        { kind: 'rebuilt', facts: { shard: 1, equal: true } },
      ]);

      const wrong = 'f'.repeat(64);
      const store = await openStore(join(state, 'store'));
      const run = (await store.runs.get<{ status: { shards: { shards: { sha256: string; bytes: number } } } }>(
        'chain/small/whole',
      ))!;
      const list = await store.getJson<{ shards: { sha256: string }[] }>(run.status.shards.shards);
      list.shards[1]!.sha256 = wrong;
      run.status.shards.shards = await store.putJson('shard-list', list);
      await store.runs.put('chain/small/whole', run);
      const differs = await rerun('chain/small/whole', '--shard', '1', '--verify');
      expect(differs).toMatchObject({ code: 1, json: { error: { code: 'SHARD_DIFFERS' } } });
      expect(differs.json.error.message).toContain(wrong);
      expect(differs.json.error.message).toContain(published.json.shards[1]!.sha256);
      expect((await rerun('chain/small/whole', '--shard', '2', '--verify')).json.error.code).toBe('USAGE');
    },
    3 * MINUTES,
  );
});

interface Fact {
  kind: string;
  run?: string;
  facts: Record<string, unknown>;
}

function ledgerOf(state: string): Fact[] {
  const entries = join(state, 'store', 'ledger', 'small', 'entries');
  return readdirSync(entries)
    .sort()
    .map((name) => (JSON.parse(readFileSync(join(entries, name), 'utf8')) as { entry: Fact }).entry);
}
