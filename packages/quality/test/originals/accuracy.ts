import { Comparisons, readExpected, type Case, type Comparison } from '../../../../test/reference/judges/judged';
import { compareColumns, Pace, type ContinuousColumn, type DiscreteColumn } from '../../src';
import { accuracyOf, type AccuracyScore } from '../../src/fidelity/accuracy/accuracy';
import { accuracyMeasures } from '../../src/fidelity/accuracy/accuracy-measures';
import { binColumn, type BinnedColumn } from '../../src/fidelity/accuracy/binned-column';
import { unwatched } from '../support/frames';
import { named } from '../support/fidelity-tables';

/** An accuracy and its expected maximum. */
type Both = [number, number];
type Arity = 'univariate' | 'bivariate' | 'trivariate';

interface Expected {
  rounded: Record<Arity, Both>;
  univariate: [string, number, number][];
  bivariate: [string, string, number, number][];
  trivariate: { all: Both; columns: Record<string, Both> };
}

const expected = readExpected<Expected>('accuracy');
/** mostlyai-qa rounds each accuracy to five decimals. */
const ROUNDED = 5.1e-6;
/** Of 2,024 triples of credit_default we draw 1,000: their mean is that near to that of all. */
const DRAWN = 0.01;

/** Accuracies of columns, pairs and triples: each of the first two, of triples the means over those that hold a column. */
export async function compareWithMostly(one: Case): Promise<Comparison[]> {
  const wanted = expected[one.name] as Expected;
  const columns = compareColumns(one.train, one.holdout, one.synthetic);
  const { measures, scores } = await accuracyMeasures(columns, { seed: 1, pace: new Pace(unwatched) });
  const found = new Comparisons('mostlyai-qa 1.10.11');
  for (const arity of ['univariate', 'bivariate'] as const) {
    const score = new Map(scores[arity].map((s) => [s.columns.join(', '), s]));
    for (const entry of wanted[arity]) {
      const part = entry.slice(0, -2).join(', ');
      const [accuracy, maximum] = entry.slice(-2) as Both;
      found.exact(`accuracy_${arity}`, part, score.get(part)?.synthetic, accuracy);
      found.exact(`accuracy_${arity}: expected maximum`, part, score.get(part)?.expectedMaximum, maximum);
    }
  }
  const triples = allTriples(columns.map((c) => binColumn(c as ContinuousColumn | DiscreteColumn)));
  const meanOf = (part: string, some: readonly AccuracyScore[], [accuracy, maximum]: Both): void => {
    const mean = (of: 'synthetic' | 'expectedMaximum'): number => some.reduce((sum, s) => sum + s[of], 0) / some.length;
    found.exact('accuracy_trivariate', part, mean('synthetic'), accuracy);
    found.exact('accuracy_trivariate: expected maximum', part, mean('expectedMaximum'), maximum);
  };
  meanOf('all', triples, wanted.trivariate.all);
  for (const [column, both] of Object.entries(wanted.trivariate.columns))
    meanOf(
      `with ${column}`,
      triples.filter((t) => t.columns.includes(column)),
      both,
    );
  for (const arity of ['univariate', 'bivariate', 'trivariate'] as const) {
    const { score, reference } = named(measures, `accuracy_${arity}`);
    const limit = scores[arity].length < triples.length && arity === 'trivariate' ? DRAWN : ROUNDED;
    const measure = `accuracy_${arity}: mean, rounded`;
    found.within(limit, measure, limit === DRAWN ? '1,000 of the triples' : 'score', score, wanted.rounded[arity][0]);
    found.within(
      limit,
      measure,
      limit === DRAWN ? '1,000 of the triples' : 'maximum',
      reference,
      wanted.rounded[arity][1],
    );
  }
  return found.all;
}

function allTriples(columns: readonly BinnedColumn[]): AccuracyScore[] {
  return columns.flatMap((a, i) =>
    columns.slice(i + 1).flatMap((b, j) => columns.slice(i + j + 2).map((c) => accuracyOf([a, b, c]))),
  );
}
