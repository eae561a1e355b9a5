import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '@headwater/contracts';
import { decide, describeRule, KNOWN_MEASURES, shippedPolicies, type JudgedMeasure } from '../src';

/** Score, reference, and the ends of the interval if there is one; or why there is no score. */
type Recorded = string | [score: number, reference: number | null, low?: number, high?: number];
interface JudgedTable {
  table: string;
  /** A generator, `copy` for the training rows themselves, `unseen` for real rows that no one has seen. */
  generator: string;
  privacy: Record<string, Recorded>;
  quality: Record<string, Recorded>;
}

const ROOT = join(__dirname, '../../..');
const tables = JSON.parse(
  readFileSync(join(ROOT, 'test/reference/policy/judged-tables.json'), 'utf8'),
) as JudgedTable[];
const page = readFileSync(join(ROOT, 'docs/policies.md'), 'utf8');
const policies = Object.entries(shippedPolicies);

function measuresOf(table: JudgedTable): JudgedMeasure[] {
  return (['privacy', 'quality'] as const).flatMap((stage) =>
    Object.entries(table[stage]).map(([name, recorded]): JudgedMeasure => {
      if (typeof recorded === 'string') {
        const why = recorded === 'not applicable' ? { notApplicable: true as const } : { reason: recorded };
        return { stage, measure: { name, score: null, reference: null, ...why } };
      }
      const [score, reference, low, high] = recorded;
      const interval: [number, number] | null = low === undefined || high === undefined ? null : [low, high];
      return { stage, measure: { name, score, reference, interval } };
    }),
  );
}

const verdictsOf = (table: JudgedTable): Record<string, Verdict> =>
  Object.fromEntries(policies.map(([name, policy]) => [name, decide(policy, measuresOf(table), []).verdict]));
const blocking = (table: JudgedTable, name: keyof typeof shippedPolicies): string[] =>
  decide(shippedPolicies[name], measuresOf(table), [])
    .rules.filter((rule) => rule.verdict === 'block')
    .map((rule) => rule.measure);
const by = (generator: string) => tables.filter((table) => table.generator === generator);
const found = (table: string, generator: string): JudgedTable => {
  const one = tables.find((t) => t.table === table && t.generator === generator);
  if (one === undefined) throw new Error(`${table}/${generator} was not recorded`);
  return one;
};

it('only measures that are known were recorded', () => {
  const names = new Set(tables.flatMap((t) => [...Object.keys(t.privacy), ...Object.keys(t.quality)]));
  expect([...names].filter((name) => !KNOWN_MEASURES.has(name))).toEqual([]);
});

it('a good model of Adult may be used inside and let out', () => {
  expect(verdictsOf(found('adult', 'headwater'))).toMatchObject({
    exploratory: 'pass',
    internal: 'pass',
    'external-release': 'pass',
  });
});

it('weak models warn of themselves inside and are not let out', () => {
  const { internal, 'external-release': external } = verdictsOf(found('adult', 'ctgan'));
  expect(internal).not.toBe('pass');
  expect(external).toBe('block');
});

it('exploratory blocks no generator for its fidelity', () => {
  for (const table of [...by('tvae'), ...by('ctgan'), ...by('mostly'), ...by('headwater')])
    expect([table.table, table.generator, blocking(table, 'exploratory')]).toEqual([table.table, table.generator, []]);
});

it('every policy blocks the training rows themselves', () => {
  expect(by('copy').length).toBeGreaterThan(0);
  for (const table of by('copy')) expect(new Set(Object.values(verdictsOf(table)))).toEqual(new Set(['block']));
});

it('no policy blocks unseen real rows, however few', () => {
  expect(by('unseen').length).toBeGreaterThan(5);
  for (const table of by('unseen')) expect(Object.values(verdictsOf(table))).not.toContain('block');
});

describe('docs/policies.md', () => {
  it('has the verdicts as they are', () => {
    for (const table of tables.filter((t) => t.generator !== 'unseen')) {
      const row = [table.table, table.generator, ...policies.map(([name]) => verdictsOf(table)[name])].join(' | ');
      expect(page).toContain(`| ${row} |`);
    }
  });

  it.each(policies)('has the rules of %s as they are', (name, policy) => {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${name}, version ${policy.version}\n`)) ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    const expected = policy.rules.map((rule) => `| \`${rule.measure}\` | ${describeRule(rule)} |`);
    expect(rows.map((row) => row.split('|').slice(0, 3).join('|') + '|')).toEqual(expected);
    for (const row of rows) expect(row.split('|')[3]?.trim().length).toBeGreaterThan(10);
  });

  it('says what may be not applicable', () => {
    for (const [name, { notApplicable }] of KNOWN_MEASURES)
      if (notApplicable !== undefined) expect(page).toContain(`| \`${name}\` | ${notApplicable} |`);
  });
});
