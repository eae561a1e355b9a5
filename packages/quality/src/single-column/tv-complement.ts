/** SDMetrics gives a level that only the synthetic rows have this count among the real ones. */
const UNSEEN_LEVEL_COUNT = 1e-6;

/**
 * TVComplement of SDMetrics 0.32: one minus half the sum of the differences of level frequencies, missing values left
 * out. Its small count for unseen levels is kept, so that scores are equal to the last digits. Codes below `levels`,
 * -1 where missing; null if one side has no value.
 */
export function tvComplement(real: Int32Array, synthetic: Int32Array, levels: number): number | null {
  const realCounts = countLevels(real, levels);
  const syntheticCounts = countLevels(synthetic, levels);
  let realTotal = 0;
  let syntheticTotal = 0;
  for (let level = 0; level < levels; level++) {
    syntheticTotal += syntheticCounts[level] as number;
    realTotal += realCounts[level] as number;
  }
  if (realTotal === 0 || syntheticTotal === 0) return null;
  for (let level = 0; level < levels; level++) {
    if (realCounts[level] !== 0 || syntheticCounts[level] === 0) continue;
    realCounts[level] = UNSEEN_LEVEL_COUNT;
    realTotal += UNSEEN_LEVEL_COUNT;
  }
  let variation = 0;
  for (let level = 0; level < levels; level++) {
    variation += Math.abs(
      (syntheticCounts[level] as number) / syntheticTotal - (realCounts[level] as number) / realTotal,
    );
  }
  return 1 - 0.5 * variation;
}

/** How many rows hold each level; missing ones are not counted. */
export function countLevels(codes: Int32Array, levels: number): Float64Array {
  const counts = new Float64Array(levels);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  return counts;
}
