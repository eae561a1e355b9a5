import { CASES, differing, readCase } from '../../../test/reference/judges/judged';
import { compareAnonymity } from './originals/anonymity';

test.each(CASES)('k-anonymity, l-diversity and t-closeness on %s', (name) => {
  const compared = compareAnonymity(readCase(name));
  expect(differing(compared)).toEqual([]);
  expect(compared).toHaveLength(16);
});
