import { CASES, differing, readCase } from '../../../test/reference/judges/judged';
import { compareFairness } from './originals/fairness';

test.each(CASES)('fairlearn, and shares of groups, on %s', async (name) => {
  const compared = await compareFairness(readCase(name));
  expect(differing(compared)).toEqual([]);
  expect(compared.length).toBeGreaterThan(5);
});
