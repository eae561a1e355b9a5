import { CASES, differing, readCase } from '../../../test/reference/judges/judged';
import { compareWithMostly } from './originals/accuracy';

test.each(CASES)('mostlyai-qa 1.10.11 on %s', async (name) => {
  const compared = await compareWithMostly(readCase(name));
  expect(differing(compared)).toEqual([]);
  expect(compared.length).toBeGreaterThan(5);
});
