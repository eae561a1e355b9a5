import { CASES, differing, readCase } from '../../../test/reference/judges/judged';
import { compareWithSdmetrics } from './originals/sdmetrics';

test.each(CASES)('SDMetrics 0.32 on %s', async (name) => {
  const compared = await compareWithSdmetrics(readCase(name));
  expect(differing(compared)).toEqual([]);
  expect(compared.length).toBeGreaterThan(5);
});
