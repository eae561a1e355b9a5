import type { IntegerRun } from './integer-run';

const KEY_NAME = /(?:^|[^a-z])(?:id|ids|key|uid|uuid|guid|index|idx|row|rownum|rownumber|serial|identifier)$/i;
const CAMEL_KEY = /[a-z](?:Id|ID|Key|Uid|Guid)$/;
const CLOCK_NAME = /year|date|time|month|week|day|hour|age/i;

/**
 * Whether whole numbers are keys rather than measurements: all different, none missing, more than 50, and either named
 * like a key or counting evenly. Measured integers (weights, prices) that happen to be all different stay integers.
 */
export function areIntegerKeys(name: string, run: IntegerRun, missing: number): boolean {
  if (run.count <= 50 || missing > 0 || !run.unique) return false;
  if (KEY_NAME.test(name) || CAMEL_KEY.test(name)) return true;
  return run.evenlyStepped && !CLOCK_NAME.test(name);
}
