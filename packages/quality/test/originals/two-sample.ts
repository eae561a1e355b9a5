import { Comparisons, readExpected, type Case, type Comparison } from '../../../../test/reference/judges/judged';
import { compareColumns, Pace } from '../../src';
import { twoSampleAuc } from '../../src/two-sample-auc';
import { unwatched } from '../support/frames';

const expected = readExpected<{ two_sample_auc: { mean: number; sd: number } }>('utility');

/** Boosted trees that tell synthetic from held-out rows: within our interval and twice the spread over draws of folds. */
export async function compareTwoSampleTest({ name, train, holdout, synthetic }: Case): Promise<Comparison[]> {
  const rows = { train: 0, holdout: holdout.rows, synthetic: synthetic.rows };
  const options = { sampleRows: 10_000, seed: 1, pace: new Pace(unwatched) };
  const { measure } = await twoSampleAuc(compareColumns(train, holdout, synthetic), rows, options);
  const { mean, sd } = (expected[name] as (typeof expected)[string]).two_sample_auc;
  const [low, high] = measure.interval as [number, number];
  const found = new Comparisons('scikit-learn 1.9.1');
  found.within((high - low) / 2 + 2 * sd, 'two_sample_auc', 'mean of three draws of folds', measure.score, mean);
  return found.all;
}
