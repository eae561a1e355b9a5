import { RandomStream } from '@headwater/random';
import { compareColumns, Pace } from '../src';
import { accuracyMeasures } from '../src/fidelity/accuracy/accuracy-measures';
import { chosenTriples, MOST_TRIPLES } from '../src/fidelity/accuracy/chosen-triples';
import { binBoundaries, binOf } from '../src/fidelity/accuracy/quantile-bins';
import { frameOf, unwatched } from './support/frames';
import { adultSample, expected, named, OTHERS } from './support/fidelity-tables';

const options = { seed: 1, pace: new Pace(unwatched) };
/** mostlyai-qa rounds each accuracy to five decimals. */
const ROUNDED = 5.1e-6;

test.each(OTHERS)('mostlyai-qa 1.10.4 on the %s sample: every column, the means, the expected maxima', async (name) => {
  const other = adultSample(name);
  const { measures, scores } = await accuracyMeasures(compareColumns(adultSample('train'), other, other), options);
  const wanted = expected.accuracy[name];
  const wrong = scores.univariate.filter(({ columns: [column = ''], synthetic, expectedMaximum }) => {
    const [score, most] = wanted.columns[column] as [number, number];
    return Math.abs(synthetic - score) > ROUNDED || Math.abs(expectedMaximum - most) > ROUNDED;
  });
  expect(wrong).toEqual([]);
  expect([scores.univariate.length, scores.bivariate.length, scores.trivariate.length]).toEqual([15, 105, 455]);
  for (const arity of ['univariate', 'bivariate', 'trivariate'] as const) {
    const { score, reference } = named(measures, `accuracy_${arity}`);
    expect(Math.abs((score as number) - wanted[arity].score)).toBeLessThan(ROUNDED);
    expect(Math.abs((reference as number) - wanted[arity].max)).toBeLessThan(ROUNDED);
  }
});

test('the expected maximum is what samples of one distribution score on average', async () => {
  const random = new RandomStream(3, 'test/expected-maximum');
  const draw = () => Array.from({ length: 500 }, () => `level ${Math.floor(random.uniform() ** 2 * 8)}`);
  let [score, most] = [0, 0];
  for (let i = 0; i < 40; i++) {
    const [a, b] = [draw(), draw()].map((values) => frameOf({ a: { type: 'category', values } }));
    const { scores } = await accuracyMeasures(compareColumns(a!, b!, b!), options);
    score += scores.univariate[0]!.synthetic / 40;
    most += scores.univariate[0]!.expectedMaximum / 40;
  }
  expect(Math.abs(score - most)).toBeLessThan(0.006);
  expect(most).toBeLessThan(0.97);
});

test('bins: few values each alone, many by quantile, ties once, and what lies outside at the ends', () => {
  expect([...binBoundaries(Float64Array.of(1, 1, 2, 5))]).toEqual([1, 2, 5, 6]);
  const many = binBoundaries(Float64Array.from({ length: 1001 }, (_, i) => i / 10));
  expect(many.length).toBe(11);
  expect([binOf(-5, many), binOf(1e9, many), binOf(100, many)]).toEqual([0, 9, 9]);
  const tied = binBoundaries(Float64Array.from({ length: 1000 }, (_, i) => (i < 900 ? 0 : i)));
  expect(new Set(tied).size).toBe(tied.length);
  expect(tied[0]).toBe(0);
  expect(binOf(3, binBoundaries(new Float64Array(0)))).toBe(0);
});

test('triples: all of few columns, a seeded sample of many', () => {
  expect(chosenTriples(4, 1)).toEqual([
    [0, 1, 2],
    [0, 1, 3],
    [0, 2, 3],
    [1, 2, 3],
  ]);
  const many = chosenTriples(60, 1);
  expect(many.length).toBe(MOST_TRIPLES);
  expect(new Set(many.map(String)).size).toBe(MOST_TRIPLES);
  expect(many.every(([a, b, c]) => a < b && b < c && c < 60)).toBe(true);
  expect(chosenTriples(60, 1)).toEqual(many);
  expect(chosenTriples(60, 2)).not.toEqual(many);
});
