import type { Telltale } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { studentQuantile } from '../fidelity/trend/student-t';
import type { Pace } from '../pace';
import { aucOnly } from './auc';
import type { HeldOutRows } from './held-out-rows';

const SHUFFLES = 1;
const MOST_TELLTALES = 20;
const DIGITS = 4;

/** Of every hundred columns that tell nothing, about one is listed all the same. */
const CONFIDENCE = 0.99;

/** How much AUC each column's shuffling costs, fold by fold. */
export class ShuffledColumns {
  /** By column, then fold. */
  private readonly falls: number[][];

  constructor(
    private readonly columns: readonly string[],
    private readonly options: { seed: number; pace: Pace },
  ) {
    this.falls = columns.map(() => []);
  }

  /** Of one fold's model; the first `positives` of its rows have label 1. The same orders serve all columns. */
  async addFold(fold: number, held: HeldOutRows, positives: number): Promise<void> {
    const { seed, pace } = this.options;
    const auc = (scores: Float64Array): number => aucOnly(scores.subarray(0, positives), scores.subarray(positives));
    const whole = auc(held.scores);
    const orders = Array.from({ length: SHUFFLES }, (_, k) =>
      new RandomStream(seed, 'quality/telltales', fold * SHUFFLES + k).permutation(held.scores.length),
    );
    for (const [j, falls] of this.falls.entries()) {
      if (pace.due()) await pace.turn({ note: 'finding what gives rows away', done: j, total: this.columns.length });
      let shuffled = 0;
      for (const order of orders) shuffled += auc(held.scoresShuffled(j, order)) / SHUFFLES;
      falls.push(whole - shuffled);
    }
  }

  /**
   * Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019), most telling first, at most 20 columns. A
   * column is left out whose mean fall over the folds is not above the one-sided 99 % bound of a mean that is zero.
   */
  telltales(): Telltale[] {
    return this.falls
      .map((falls, j) => ({ column: this.columns[j] as string, importance: certainMean(falls) }))
      .filter(({ importance }) => importance > 0)
      .sort((a, b) => b.importance - a.importance)
      .slice(0, MOST_TELLTALES)
      .map(({ column, importance }) => ({ column, importance: Number(importance.toPrecision(DIGITS)) }));
  }
}

/** The mean, or 0 where it could well be that. */
function certainMean(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
  return mean > (studentQuantile(CONFIDENCE, n - 1) * spread) / Math.sqrt(n) ? mean : 0;
}
