import { CASES, differing, readCase } from '../../../test/reference/judges/judged';
import { compareNeighbours } from './originals/neighbours';

test.each(CASES)('prdc, synthcity and formulas of collapse on %s', async (name) => {
  const compared = await compareNeighbours(readCase(name));
  expect(differing(compared)).toEqual([]);
  expect(compared.length).toBeGreaterThan(5);
});
