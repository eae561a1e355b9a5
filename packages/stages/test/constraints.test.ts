import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Constraint, StageContext } from '@headwater/contracts';
import { openStore } from '@headwater/store';
// The built pool: hosts are forked from built code.
import { HostPool } from '../dist';
import { settingsIn } from './support/settings-in';
import { smallSpec } from './support/small-spec';

const TIMEOUT = 120_000;

describe('rules on the way from the chain file to the model', () => {
  const root = mkdtempSync(join(tmpdir(), 'headwater-rules-'));
  const settings = settingsIn(root);
  const pool = new HostPool(settings);
  const source = join(root, 'source.csv');

  async function context(...constraints: Constraint[]): Promise<StageContext> {
    const spec = smallSpec({
      name: 'rules',
      source: { path: source, options: {} },
      generator: { family: 'masked-autoregressive', parameters: { epochs: 1, hidden: 16 }, seed: 3 },
      constraints,
    });
    const store = await openStore(settings.store);
    return { chain: 'rules', runId: 'chain/rules/test', partition: 'test', spec: await store.putJson('spec', spec) };
  }

  async function trained(...constraints: Constraint[]) {
    const asked = await context(...constraints);
    return pool.run('train', { context: asked, ingest: await pool.run('ingest', asked) });
  }

  beforeAll(() => {
    const rows = Array.from({ length: 400 }, (_, i) => `${(i * 37) % 101},${((i * 37) % 101) + ((i * 13) % 29)}`);
    writeFileSync(source, `low,high\n${rows.join('\n')}\n`);
  });
  afterAll(() => {
    pool.close();
    rmSync(root, { recursive: true, force: true });
  });

  it(
    'are refused by the ingest stage when they name a column that is not there',
    async () => {
      const rules: Constraint[] = [
        { kind: 'range', column: 'hihg', min: 0 },
        { kind: 'formula', column: 'high', equals: 'low + `the rest`' },
      ];
      for (const [k, name] of ['hihg', 'the rest'].entries())
        await expect(pool.run('ingest', await context(rules[k] as Constraint))).rejects.toMatchObject({
          code: 'SPEC_COLUMN_UNKNOWN',
          message: expect.stringContaining(`constraints: "${name}" is no column`) as string,
        });
    },
    TIMEOUT,
  );

  it(
    'are part of the key of the train stage, and reach the model',
    async () => {
      const without = await trained();
      const rule: Constraint = { kind: 'inequality', low: 'low', high: 'high' };
      const ruled = await trained(rule);
      expect(ruled.reused).toBe(false);
      expect(ruled.key).not.toBe(without.key);
      expect(ruled.bundle.sha256).not.toBe(without.bundle.sha256);
      expect(await trained(rule)).toMatchObject({ reused: true, key: ruled.key });
    },
    TIMEOUT,
  );

  it(
    'are refused by the train stage when rows break them',
    async () => {
      await expect(trained({ kind: 'inequality', low: 'high', high: 'low' })).rejects.toMatchObject({
        code: 'CONSTRAINT_INVALID',
        message: expect.stringMatching(/^inequality "high" <= "low": \d+ of 320 training rows break it$/) as string,
      });
    },
    TIMEOUT,
  );
});
