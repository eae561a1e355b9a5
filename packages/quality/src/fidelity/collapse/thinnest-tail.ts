import type { Measure } from '@headwater/contracts';
import type { ComparedColumn } from '../../compared-columns';
import { measured, notComputed, type MeasureDefinition } from '../../measured';
import { quantileOf } from '../../quantile';
import { sortedPresent } from '../../single-column/sorted-values';
import { studentQuantile } from '../trend/student-t';

const DEFINITION: MeasureDefinition = {
  name: 'tail_coverage_worst',
  family: 'collapse',
  better: 'higher',
  meaning:
    'How much of the lowest or the highest 1 or 5 % of the real values of one column the synthetic rows still have, in the tail that they most surely lack: 1 is all of it; with its whole interval below 1, a tail is thinned or gone.',
};

const LEVELS = [0.01, 0.05];
/** Real rows that a tail needs for its loss to say anything. */
const LEAST_ROWS = 20;
/** Of Student's t this many degrees of freedom are the normal distribution. */
const NORMAL = 1e6;

interface Tail {
  real: number;
  synthetic: number;
  /** Present values, synthetic over real. */
  size: number;
}

/**
 * The tail of a number or time column that is most surely thinner among synthetic than among real rows: the one whose
 * interval for the ratio of the two shares ends lowest. The interval is that of a ratio of counts (Katz et al. 1978, half a
 * row added to each), drawn so that those of all tails hold together at 95 %.
 */
export function thinnestTail(columns: readonly ComparedColumn[]): Measure {
  const since = performance.now();
  const tails = columns.flatMap((column) =>
    column.kind === 'continuous' ? tailsOf(column.train, column.synthetic) : [],
  );
  if (tails.length === 0)
    return notComputed(DEFINITION, `no number or time column has ${LEAST_ROWS} real rows in a tail`, since);
  const errors = studentQuantile(1 - 0.025 / tails.length, NORMAL);
  const found = tails.map((tail) => ratioOf(tail, errors));
  const worst = found.reduce((a, b) => (b.interval[1] < a.interval[1] ? b : a));
  return measured(DEFINITION, { ...worst, reference: 1 }, since);
}

function tailsOf(real: Float64Array, synthetic: Float64Array): Tail[] {
  const [ours, theirs] = [sortedPresent(real), sortedPresent(synthetic)];
  if (ours.length === 0 || theirs.length === 0) return [];
  const size = theirs.length / ours.length;
  return LEVELS.flatMap((level) => {
    const [low, high] = [quantileOf(ours, level), quantileOf(ours, 1 - level)];
    const count = (values: Float64Array, beyond: (value: number) => boolean): number =>
      values.reduce((sum, value) => sum + (beyond(value) ? 1 : 0), 0);
    return [(v: number) => v < low, (v: number) => v > high].map((beyond): Tail => {
      return { real: count(ours, beyond), synthetic: count(theirs, beyond), size };
    });
  }).filter((tail) => tail.real >= LEAST_ROWS);
}

function ratioOf({ real, synthetic, size }: Tail, errors: number): { score: number; interval: [number, number] } {
  const [a, b] = [synthetic + 0.5, real + 0.5];
  const ratio = a / b / size;
  const margin = Math.exp(errors * Math.sqrt(1 / a + 1 / b));
  return { score: ratio, interval: [ratio / margin, ratio * margin] };
}
