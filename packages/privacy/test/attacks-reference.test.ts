import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cell, type AttackColumn } from '../src/attacks/attack-tables';
import { codedColumns, type CodedColumn } from '../src/attacks/coded-columns';
import { auditPValue, epsilonLowerBound } from '../src/attacks/epsilon-audit';
import { rightGuess } from '../src/attacks/guess';
import { guessSecrets, rightOfSecret } from '../src/attacks/guessing-attacks';
import { linkability } from '../src/attacks/linkability';
import { CodedRows, condition, type Condition, type Operator } from '../src/attacks/predicates';
import { rowsToSingleOut, singlingOut } from '../src/attacks/singling-out';
import { residualRisk, successRate } from '../src/attacks/success-rate';
import { TablePoints } from '../src/distances/table-points';
import { made, planted, rowsOf, tablesOf, train } from './support/attack-tables';
import { frameOf } from '../../quality/test/support/frames';

interface Summary {
  risk: number;
  attack: number;
  control: number;
}
interface Reference {
  rates: { successes: number; attempts: number; level: number; rate: number; error: number }[];
  risks: { attack: number; control: number; attempts: number; value: number; interval: [number, number] }[];
  guesses: { guess: (number | null)[]; secret: (number | null)[]; right: number[] };
  conditions: {
    all: { column: string; operator: Operator; value: string | number | null }[];
    train: number;
    holdout: number;
  }[];
  attacks: Record<
    string,
    { singling_out_multivariate: Summary; linkability: Summary; inference: Record<string, Summary> }
  >;
  epsilon: { candidates: number; guesses: number; right: number; epsilon: number; delta: number; p: number }[];
}

const path = join(__dirname, '../../../test/reference/privacy/attacks.json');
const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;

test('success rates and residual risks equal those of Anonymeter', () => {
  for (const { successes, attempts, level, rate, error } of reference.rates) {
    const found = successRate(successes, attempts, level);
    expect(Math.abs(found.rate - rate)).toBeLessThan(1e-9);
    expect(Math.abs(found.error - error)).toBeLessThan(1e-9);
  }
  for (const { attack, control, attempts, value, interval } of reference.risks) {
    const found = residualRisk({ attack: successRate(attack, attempts), control: successRate(control, attempts) });
    expect(Math.abs(found.value - value)).toBeLessThan(1e-9);
    expect(Math.abs(found.interval[0] - interval[0])).toBeLessThan(1e-9);
    expect(Math.abs(found.interval[1] - interval[1])).toBeLessThan(1e-9);
  }
});

test('guesses of numbers are right where Anonymeter takes them to be; negative and calendar ones are judged by size', () => {
  const column = (type: 'decimal' | 'date', values: (number | null)[]): Parameters<typeof rightGuess>[0] => {
    const frame = frameOf({ x: { type, values } });
    return tablesOf(frame, 1, { train: frame, holdout: frame }).columns[0] as Parameters<typeof rightGuess>[0];
  };
  const isRight = rightGuess(column('decimal', [1, 2]));
  const { guess, secret, right } = reference.guesses;
  expect(guess.map((g, i) => Number(isRight(g ?? NaN, secret[i] ?? NaN)))).toEqual(right);
  expect(right.reduce((a, b) => a + b, 0)).toBeGreaterThan(20);
  expect([isRight(-100, 50), isRight(-100, -104), isRight(-100, -106)]).toEqual([false, true, false]);
  const isRightDate = rightGuess(column('date', [19_000, 19_500]));
  expect([isRightDate(19_100, 19_105), isRightDate(19_100, 19_106), isRightDate(NaN, NaN)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('300 conditions are true of as many rows as Anonymeter counts', () => {
  const { columns } = tablesOf(made('mostly'));
  const coded = codedColumns(columns);
  const all = Uint32Array.from({ length: 600 }, (_, i) => i);
  for (const { all: conditions, ...counts } of reference.conditions) {
    const predicate = conditions.map(({ column, operator, value }): Condition => {
      const j = columns.findIndex((c) => c.schema.name === column);
      return condition(j, operator, codeOf(columns[j] as AttackColumn, coded[j] as CodedColumn, value));
    });
    for (const side of ['train', 'holdout'] as const)
      expect(new CodedRows(coded, side, all).count(predicate)).toBe(counts[side]);
  }
});

/** The code of a value that a synthetic row has; conditions are made of such values alone. */
function codeOf(column: AttackColumn, coded: CodedColumn, value: string | number | null): number {
  if (value === null) return -1;
  if (column.kind === 'discrete') return column.levels.indexOf(String(value));
  return coded.synthetic[column.synthetic.indexOf(Number(value))] as number;
}

test('the p value of the one-run audit equals scipy, and its bound is where it meets the level', () => {
  for (const { p, epsilon, delta, ...guesses } of reference.epsilon)
    expect(Math.abs(auditPValue(guesses, epsilon, delta) - p)).toBeLessThan(1e-9);
  const guesses = { candidates: 1000, guesses: 100, right: 90 };
  const bound = epsilonLowerBound(guesses, 0.95);
  expect(auditPValue(guesses, bound, 0)).toBeCloseTo(0.05, 9);
  expect(epsilonLowerBound(guesses, 0.95, 1e-4)).toBeLessThan(bound);
  expect(epsilonLowerBound({ ...guesses, right: 55 }, 0.95)).toBe(0);
});

/** Two runs of one attack differ by the draw of targets or conditions and by how ties are broken. */
const near = (found: number, expected: number, attempts: number): void => {
  const error = 2.6 * Math.sqrt((2 * Math.max(0.05, expected * (1 - expected))) / attempts);
  expect(Math.abs(found - expected)).toBeLessThan(error);
};

test.each(Object.entries(reference.attacks))(
  'whole attacks on %s come out as in Anonymeter',
  async (label, expected) => {
    const [name, copies] = label.split(' with ') as ['headwater' | 'mostly' | 'ctgan', string?];
    const synthetic = copies === undefined ? made(name) : planted(made(name), rowsOf(train, 0, 300));
    const tables = tablesOf(synthetic, 7);
    const points = new TablePoints(tables);
    const rows = rowsToSingleOut(tables, codedColumns(tables.columns));
    const out = await singlingOut(tables, rows, 'multivariate');
    near(out?.attack.rate ?? NaN, expected.singling_out_multivariate.attack, 400);
    near(out?.control.rate ?? NaN, expected.singling_out_multivariate.control, 400);
    const halves = [0, 1].map((rest) => [...tables.columns.keys()].filter((j) => j % 2 === rest));
    const linked = await linkability(tables, points, halves);
    near(linked.attack.rate, expected.linkability.attack, 600);
    near(linked.control.rate, expected.linkability.control, 600);
    const secrets = Object.keys(expected.inference);
    const { nearest } = await guessSecrets(tables, points, {
      secrets: secrets.map((secret) => tables.columns.findIndex((c) => c.schema.name === secret)),
      known: tables.columns.map((_, j) => j),
    });
    for (const [s, secret] of secrets.entries()) {
      near(rightOfSecret(nearest.train, s) / 600, expected.inference[secret]?.attack as number, 600);
      near(rightOfSecret(nearest.holdout, s) / 600, expected.inference[secret]?.control as number, 600);
    }
  },
);

test('what is missing in a level column is no level', () => {
  const { columns } = tablesOf(made('mostly'));
  const work = columns.find((c) => c.schema.name === 'workclass') as (typeof columns)[number];
  expect(Array.from({ length: 600 }, (_, i) => cell(work, 'train', i)).some(Number.isNaN)).toBe(true);
});
