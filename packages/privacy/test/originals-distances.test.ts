import { CASES, differing, readCase } from '../../../test/reference/judges/judged';
import { compareDistances } from './originals/distances';

test.each(CASES)('closest records on %s', async (name) => {
  const compared = await compareDistances(readCase(name));
  expect(differing(compared)).toEqual([]);
  expect(compared.length).toBeGreaterThan(5);
});
