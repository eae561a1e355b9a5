import { existsSync, readFileSync } from 'node:fs';
import type { Measure, RunCard } from '@headwater/contracts';
import { runCli } from '../harness/cli';
import { inLanes } from '../harness/lanes';
import { Workspace, adultRows } from '../harness/workspace';

const MINUTES = 60_000;

interface Answer {
  verdict: string;
  rows: Record<string, number>;
  measures: Record<
    string,
    Pick<Measure, 'score' | 'reference' | 'interval' | 'seconds' | 'reason'> & {
      verdict: string | null;
      columns?: Record<string, { score: number | null }>;
    }
  >;
  verdicts: { measure: string; verdict: string }[];
  card: string;
  error?: { code: string; message: string; hint?: string };
}

const [HEADER = '', ...ROWS] = adultRows(2400).trimEnd().split('\n');
const table = (rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;
const COLUMNS = HEADER.split(',');
/** The table with one column's cells replaced. */
const withColumn = (rows: readonly string[], name: string, cell: (old: string, i: number) => string): string =>
  table(
    rows.map((row, i) => {
      const cells = row.split(',');
      const j = COLUMNS.indexOf(name);
      cells[j] = cell(cells[j] ?? '', i);
      return cells.join(',');
    }),
  );

const folder = new Workspace();
const real = folder.write('real.csv', table(ROWS.slice(0, 1000)));
const holdout = folder.write('holdout.csv', adultRows(500, 'holdout'));
const FRESH = ROWS.slice(1000, 2000);
afterAll(() => folder.remove());

type Assessed = Answer & { code: number | null; stderr: string; html: string };
let calls = 0;
async function assess(synthetic: string, ...more: string[]): Promise<Assessed> {
  const name = `${calls++}`;
  const { stdout, code, stderr } = await runCli([
    ...['assess', '--real', real, '--holdout', holdout, '--synthetic', folder.write(`${name}.csv`, synthetic)],
    ...['--rows', '500', '--json', '--out', folder.path(`${name}.html`), ...more],
  ]);
  return { ...(JSON.parse(stdout) as Answer), code, stderr, html: folder.path(`${name}.html`) };
}

describe('headwater assess, on files of any tool', () => {
  const all = ['--target', 'income', '--protected', 'sex', '--segments', 'sex'];
  let good: Assessed;
  let again: Promise<Assessed>;
  let refusals: Promise<Assessed>[];
  let judged: Promise<Assessed>[];
  beforeAll(async () => {
    again = assess(table(FRESH), ...all);
    good = await assess(table(FRESH), ...all);
    judged = inLanes(odd, 1, ([, synthetic, more]) => assess(synthetic, ...more));
    refusals = inLanes(refused, 1, ([, synthetic, more]) => assess(synthetic, ...more));
  }, 2 * MINUTES);
  afterAll(async () => {
    await Promise.allSettled([again, ...judged, ...refusals]);
  }, MINUTES);

  it('lets fresh real rows pass, and prints every measure with its name, score, reference, interval and seconds', () => {
    expect(good.code).toBe(0);
    expect(good.verdict).not.toBe('block');
    expect(good.rows).toEqual({ real: 1000, holdout: 500, synthetic: 1000 });
    for (const name of ['column_shapes', 'column_pair_trends', 'two_sample_auc', 'accuracy', 'tstr_auc', 'linkability'])
      expect(good.measures[name]).toMatchObject({ score: expect.any(Number), seconds: expect.any(Number) });
    expect(good.measures['column_shapes']?.verdict).toBe('pass');
    expect(Object.keys(good.measures['ks_complement']?.columns ?? {})).toContain('age');
    expect(good.measures['statistical_parity_difference']?.score).toEqual(expect.any(Number));
    expect(good.measures['column_shapes@sex']?.score).toEqual(expect.any(Number));
    for (const measure of Object.values(good.measures)) {
      if (measure.score === null) expect(measure.reason).toMatch(/\w/);
      else expect(Number.isFinite(measure.score)).toBe(true);
    }
  });

  it('writes the card of a run, with its JSON beside it', () => {
    expect(readFileSync(good.card, 'utf8')).toContain('education-num');
    const json = JSON.parse(readFileSync(good.card.replace('.html', '.card.json'), 'utf8')) as RunCard;
    expect(json.run).toBeNull();
    expect(json.assessed?.real).toMatchObject({ name: 'real.csv', rows: 1000 });
    expect(json.quality?.measures.length).toBeGreaterThan(30);
  });

  it(
    'blocks copies of the real rows, and with --gate says so by its exit code',
    async () => {
      const copies = await assess(table(ROWS.slice(0, 1000)), '--gate');
      expect(copies).toMatchObject({ code: 3, verdict: 'block' });
      expect(copies.measures['exact_matches']?.score).toBe(1);
    },
    2 * MINUTES,
  );

  it(
    'reads fractions where the real table has whole numbers, and says so',
    async () => {
      const fractions = await assess(withColumn(FRESH, 'age', (age) => `${Number(age) + 0.5}`));
      expect(fractions.code).toBe(0);
      expect(fractions.stderr).toContain('"age" is read as decimal');
      expect(fractions.measures['column_shapes']?.score).toBeGreaterThan(0.8);
    },
    2 * MINUTES,
  );

  it(
    'gives equal scores for equal seeds',
    async () => {
      const scores = (answer: Answer): unknown =>
        Object.entries(answer.measures).map(([name, { score, reference, interval }]) => [
          name,
          score,
          reference,
          interval,
        ]);
      expect(scores(await again)).toEqual(scores(good));
    },
    2 * MINUTES,
  );

  /** What is wrong, the synthetic rows, what else is given, the code, what the message or hint must name. */
  const refused: [string, string, string[], string, RegExp][] = [
    ['other columns', table(FRESH).replace('age,', 'years,'), [], 'SOURCE_SCHEMA_MISMATCH', /age|years/],
    ['words in a column of numbers', withColumn(FRESH, 'age', () => 'old'), [], 'SOURCE_SCHEMA_MISMATCH', /age/],
    ['no rows', `${HEADER}\n`, [], 'SOURCE_NO_ROWS', /csv/],
    ['an unknown target', table(FRESH), ['--target', 'incme'], 'SPEC_COLUMN_UNKNOWN', /income/],
    ['an unknown segment', table(FRESH), ['--segments', 'county'], 'SPEC_COLUMN_UNKNOWN', /county/],
    ['a segment of numbers', table(FRESH), ['--segments', 'age'], 'SPEC_INVALID', /age/],
    ['an unknown policy', table(FRESH), ['--policy', 'strict'], 'USAGE', /internal/],
    ['two roles for a column', table(FRESH), ['--target', 'age', '--sensitive', 'age'], 'USAGE', /age/],
  ];
  it.each(refused.map(([what, , , code, named], index) => ({ what, code, named, index })))(
    'refuses $what',
    async ({ code, named, index }) => {
      const answer = await refusals[index]!;
      expect(answer.error?.code).toBe(code);
      expect(`${answer.error?.message} ${answer.error?.hint}`).toMatch(named);
      expect(answer.code).toBe(2);
      expect(existsSync(answer.html)).toBe(false);
    },
    MINUTES,
  );

  /** What is odd, the synthetic rows, what else is given, a measure that then has no score or a low one. */
  const odd: [string, string, string[], string][] = [
    ['one row', table(FRESH.slice(0, 1)), ['--target', 'income'], 'two_sample_auc'],
    [
      'a target of one class',
      withColumn(FRESH, 'income', () => '<=50K'),
      ['--target', 'income', '--protected', 'sex'],
      'tstr_auc',
    ],
    ['a constant column', withColumn(FRESH, 'age', () => '40'), [], 'column_shapes'],
  ];
  it.each(odd.map(([what, , , measure], index) => ({ what, measure, index })))(
    'judges $what, with a reason where there is no score',
    async ({ measure, index }) => {
      const answer = await judged[index]!;
      expect(answer.error).toBeUndefined();
      const { score, reason, reference } = answer.measures[measure]!;
      if (score === null) expect(reason).toMatch(/\w/);
      else expect(score).toBeLessThan(reference ?? Infinity);
      for (const one of Object.values(answer.measures)) if (one.score === null) expect(one.reason).toMatch(/\w/);
    },
    2 * MINUTES,
  );
});
