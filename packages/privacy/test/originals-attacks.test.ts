import { CASES, differing, readCase } from '../../../test/reference/judges/judged';
import { compareAttacks } from './originals/attacks';

test.each(CASES)('Anonymeter 1.1 on %s', async (name) => {
  const compared = await compareAttacks(readCase(name));
  expect(differing(compared)).toEqual([]);
  expect(compared.length).toBeGreaterThan(5);
});
