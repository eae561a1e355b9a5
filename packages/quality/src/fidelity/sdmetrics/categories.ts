import { countLevels } from '../../single-column/tv-complement';

/**
 * CategoryAdherence of SDMetrics 0.32: the share of synthetic rows whose level real rows have too. A missing value (-1)
 * is one of them if real values are missing. null without synthetic rows.
 */
export function categoryAdherence(real: Int32Array, synthetic: Int32Array, levels: number): number | null {
  if (synthetic.length === 0) return null;
  const known = countLevels(real, levels);
  const nullable = real.includes(-1);
  let valid = 0;
  for (const code of synthetic) if (code < 0 ? nullable : known[code] !== 0) valid++;
  return valid / synthetic.length;
}

/**
 * CategoryCoverage of SDMetrics 0.32: the share of the real rows' levels that synthetic rows have too, missing values
 * aside. null if the real rows have none.
 */
export function categoryCoverage(real: Int32Array, synthetic: Int32Array, levels: number): number | null {
  const inReal = countLevels(real, levels);
  const inSynthetic = countLevels(synthetic, levels);
  let known = 0;
  let covered = 0;
  for (let level = 0; level < levels; level++) {
    if (inReal[level] === 0) continue;
    known++;
    if (inSynthetic[level] !== 0) covered++;
  }
  return known === 0 ? null : covered / known;
}
