import { existsSync, readFileSync } from 'node:fs';

/** The totals of one jest run. A test file that could not be run at all is one failure, and so is a run without tests. */
export function readTotals(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: numPassedTests === 0 ? Math.max(1, failed) : failed };
}
