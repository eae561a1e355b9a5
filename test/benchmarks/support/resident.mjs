import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { roleOf } from './process-meter.mjs';

export const MB = 2 ** 20;

/** Resident megabytes by role, summed over the processes of each. */
export function residentByRole(processes) {
  const sums = {};
  for (const one of processes) {
    const role = roleOf(one);
    if (role !== null) sums[role] = (sums[role] ?? 0) + one.bytes / MB;
  }
  return sums;
}

/** Bytes of a file or of everything below a folder; 0 where there is none. */
export function bytesBelow(path) {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return found.size;
    return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
  } catch {
    // Gone between the listing and the look.
    return 0;
  }
}

/** Least-squares slope of y over x, per unit of x; and the mean of y. */
export function slopeOf(points) {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return { slope: below === 0 ? 0 : above / below, mean: meanY };
}
