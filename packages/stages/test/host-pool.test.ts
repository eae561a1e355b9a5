import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactRef, ChainSpec, StageContext, StageProgress } from '@headwater/contracts';
import { openStore } from '@headwater/store';
// The built pool: hosts are forked from built code.
import { HostPool } from '../dist';
import { settingsIn } from './support/settings-in';
import { smallSpec } from './support/small-spec';

const TIMEOUT = 60_000;

function spec(source: string, epochs: number): ChainSpec {
  return smallSpec({
    name: 'pool',
    source: { path: source, options: {} },
    generator: { family: 'masked-autoregressive', parameters: { epochs }, seed: 3 },
  });
}

describe('stage hosts', () => {
  const root = mkdtempSync(join(tmpdir(), 'headwater-hosts-'));
  const settings = settingsIn(root);
  const pool = new HostPool(settings);
  const source = join(root, 'source.csv');

  async function context(epochs = 1, path = source): Promise<StageContext> {
    const store = await openStore(settings.store);
    const ref: ArtifactRef = await store.putJson('spec', spec(path, epochs));
    return { chain: 'pool', runId: 'chain/pool/test', partition: 'test', spec: ref };
  }

  const checkpoints = (): string[] =>
    readdirSync(join(settings.store, 'checkpoints'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes('/'),
    );

  beforeAll(() => {
    writeFileSync(
      source,
      `a,b\n${Array.from({ length: 400 }, (_, i) => `${(i * 37) % 101},${'xyz'[i % 3]}`).join('\n')}\n`,
    );
  });
  afterAll(() => {
    pool.close();
    rmSync(root, { recursive: true, force: true });
  });

  it(
    'does a task, leaves no scratch files, and does not do it again',
    async () => {
      const first = await pool.run('ingest', await context());
      expect(first).toMatchObject({ columns: 2, reused: false });
      expect(first.train.rows).toBe(320);
      expect(readdirSync(settings.scratch)).toEqual([]);
      const second = await pool.run('ingest', await context());
      expect(second).toMatchObject({ reused: true, key: first.key, train: first.train });
    },
    TIMEOUT,
  );

  it(
    'passes a coded error on as it is',
    async () => {
      await expect(pool.run('ingest', await context(1, join(root, 'absent.csv')))).rejects.toMatchObject({
        code: 'SOURCE_NOT_FOUND',
        hint: expect.any(String) as string,
      });
    },
    TIMEOUT,
  );

  it(
    'answers a killed host with HOST_CRASHED, and the next attempt works',
    async () => {
      const other = join(root, 'other.csv');
      writeFileSync(other, `a,b\n${'1,x\n2,y\n'.repeat(50)}`);
      // A killed host's last words may still arrive: there is nobody left to kill by then.
      let alive = true;
      const onProgress = (): void => {
        if (alive) killHosts();
        alive = false;
      };
      const killed = pool.run('ingest', await context(1, other), { onProgress });
      await expect(killed).rejects.toMatchObject({ code: 'HOST_CRASHED', retryable: true });
      await expect(pool.run('ingest', await context(1, other))).resolves.toMatchObject({ columns: 2, reused: false });
    },
    TIMEOUT,
  );

  it(
    'stops training when asked, after a checkpoint, and goes on from there',
    async () => {
      const started = await context(400);
      const { train, holdout, schema } = await pool.run('ingest', started);
      const input = { context: started, ingest: { train, holdout, schema } };
      const abort = new AbortController();
      const steps = async (signal?: AbortSignal): Promise<{ done: number[]; outcome: unknown }> => {
        const done: number[] = [];
        const onProgress = ({ note, done: step }: StageProgress): void => {
          if (!note.includes('epoch')) return;
          done.push(step);
          if (signal !== undefined) abort.abort();
        };
        const running = pool.run('train', input, { onProgress, ...(signal === undefined ? {} : { signal }) });
        return { outcome: await running.catch((error: unknown) => error), done };
      };
      const stopped = await steps(abort.signal);
      expect(stopped.outcome).toMatchObject({ code: 'RUN_CANCELLED' });
      expect(checkpoints()).toHaveLength(1);
      const resumed = await steps();
      expect(resumed.outcome).toMatchObject({ modelSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(resumed.done[0]).toBeGreaterThan(stopped.done.at(-1)!);
      // Kept as long as there is no model.
      expect(checkpoints()).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'ends a host that reports nothing',
    async () => {
      await expect(pool.run('ingest', await context(3), { stallMs: 1 })).rejects.toMatchObject({
        code: 'HOST_STALLED',
      });
    },
    TIMEOUT,
  );
});

/** SIGKILL to every host that this test process forked. */
function killHosts(): void {
  const pids = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'host/main.js'], { encoding: 'utf8' });
  for (const pid of pids.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
}
