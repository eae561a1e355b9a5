import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { RunCard } from '@headwater/contracts';
import { readTable } from '@headwater/tables';
import { runCli, type CliExit } from '../harness/cli';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;

describe('one chain, end to end, on a slice of a real table', () => {
  const folder = new Workspace();
  const run = (state: string, file = 'chain.yaml'): Promise<CliExit> =>
    runCli(['run', folder.path(file), '--state', folder.path(state), '--json']);
  const chain = smallChain({
    rows: 600,
    extra: `schema: { columns: { income: { role: target }, age: { role: quasi-identifier } } }
checks: { protected: [sex], segments: [income], sampleRows: 400 }
`,
  });
  let first: CliExit;
  let elsewhere: Promise<CliExit>;
  let again: Promise<CliExit>;
  let blocked: Promise<CliExit>;

  beforeAll(async () => {
    folder.write('train.csv', adultRows(1500));
    folder.write('holdout.csv', adultRows(400, 'holdout'));
    folder.write('chain.yaml', chain);
    folder.write('strict.yaml', chain.replace('atLeast: 0', 'atLeast: 1'));
    elsewhere = run('b');
    first = await run('a');
    again = run('a');
    blocked = again.then(() => run('a', 'strict.yaml'));
  }, 3 * MINUTES);
  afterAll(async () => {
    await Promise.allSettled([elsewhere, blocked]);
    folder.remove();
  });

  it('publishes and says so in one JSON object', () => {
    expect(first.stderr).not.toContain('error ');
    expect(first.code).toBe(0);
    expect(first.json.status).toBe('published');
    expect(first.json.published.rows).toBe(600);
    expect(first.json.shards.map((s) => s.rows)).toEqual([200, 200, 200]);
    expect(Object.keys(first.json.seconds)).toEqual(
      expect.arrayContaining(['ingest', 'train', 'generate', 'privacy', 'quality', 'publish']),
    );
  });

  it('publishes the source’s columns, names and types', async () => {
    const { schema, frame } = await readTable(first.json.published.files[0]!);
    expect(schema.columns.map((c) => c.name)).toEqual(adultRows(1).split('\n')[0]!.split(','));
    expect(frame.rows).toBe(600);
    const types = Object.fromEntries(schema.columns.map((c) => [c.name, c.type]));
    expect(types).toMatchObject({ age: 'integer', fnlwgt: 'integer', workclass: 'category', income: 'category' });
  });

  it('names its files by their hashes', () => {
    const manifest = JSON.parse(readFileSync(first.json.published.manifest, 'utf8')) as {
      files: { name: string; sha256: string }[];
    };
    for (const [i, path] of first.json.published.files.entries()) {
      expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(manifest.files[i]!.sha256);
    }
    expect(createHash('sha256').update(readFileSync(first.json.model.uri)).digest('hex')).toBe(first.json.model.sha256);
    expect(createHash('sha256').update(readFileSync(first.json.published.manifest)).digest('hex')).toBe(
      first.json.published.sha256,
    );
  });

  it('writes a card', () => {
    expect(existsSync(first.json.card)).toBe(true);
    expect(readFileSync(first.json.card, 'utf8')).toContain('education-num');
  });

  it('judges utility, fairness, segments and likelihood beside fidelity, and attacks beside distances', () => {
    const { quality, privacy } = JSON.parse(readFileSync(first.json.card.replace('.html', '.json'), 'utf8')) as RunCard;
    const scored = (evidence: RunCard['quality']): string[] =>
      (evidence?.measures ?? []).filter((m) => m.score !== null).map((m) => m.name);
    expect(scored(quality)).toEqual(
      expect.arrayContaining([
        'accuracy',
        'tstr_auc',
        'representation_distance',
        'column_shapes@income',
        'log_likelihood',
      ]),
    );
    expect(scored(privacy)).toEqual(
      expect.arrayContaining(['near_copies', 'singling_out_univariate', 'membership_auc', 'k_anonymity']),
    );
    expect(quality?.segments?.map((segment) => segment.level).sort()).toEqual(['<=50K', '>50K']);
  });

  it('sends through history only the measures that the policy judges', () => {
    expect(first.json.verdicts.map((rule) => rule.measure)).toEqual(['column_shapes']);
  });

  it(
    'gives the same model and shards in an empty state folder',
    async () => {
      const other = await elsewhere;
      expect(other.json.reused).toEqual([]);
      expect(other.json.model.sha256).toBe(first.json.model.sha256);
      expect(other.json.shards).toEqual(first.json.shards);
    },
    3 * MINUTES,
  );

  it(
    'runs nothing twice: the same command again reuses every stage',
    async () => {
      const { json } = await again;
      expect(json.runId).not.toBe(first.json.runId);
      expect(json.reused).toEqual(expect.arrayContaining(['ingest', 'train', 'generate', 'privacy', 'quality']));
      expect(json.model.sha256).toBe(first.json.model.sha256);
    },
    2 * MINUTES,
  );

  it(
    'blocks, publishes nothing and keeps the evidence when the policy asks the impossible',
    async () => {
      const { code, json } = await blocked;
      expect(code).toBe(3);
      expect(json.status).toBe('blocked');
      expect(json.error.code).toBe('GATE_BLOCKED');
      expect(json.published).toBeUndefined();
      expect(existsSync(json.card)).toBe(true);
    },
    2 * MINUTES,
  );
});
