import { CASES, differing, readCase } from '../../../test/reference/judges/judged';
import { compareLearners, compareRealLearners } from './originals/learners';
import { compareTwoSampleTest } from './originals/two-sample';

describe.each(CASES)('scikit-learn on %s', (name) => {
  test('models learnt from synthetic rows score alike on held-out ones', async () => {
    expect(differing(await compareLearners(readCase(name)))).toEqual([]);
  });

  test('the two-sample test', async () => {
    expect(differing(await compareTwoSampleTest(readCase(name)))).toEqual([]);
  });
});

/** One version each: the training rows are the same. */
const TRAINING = CASES.filter((name) => name.endsWith('/headwater'));

test.each(TRAINING)('scikit-learn on the training rows of %s', async (name) => {
  expect(differing(await compareRealLearners(readCase(name)))).toEqual([]);
});
