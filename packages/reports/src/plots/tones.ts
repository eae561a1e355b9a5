/** Opacities of the tones of a heat map, faintest first: over paper or over black, ink tells all of them apart. */
export const TONES: readonly number[] = [0.07, 0.16, 0.27, 0.39, 0.52, 0.66, 0.82, 1];

/**
 * The tone of a value: 0 is none, 1 to 8 the tones, negative ones those of the other side of a difference. Densities go
 * by square root: the few cells that hold most rows would leave the others blank.
 */
export function toneOf(value: number, most: number, scale: 'density' | 'difference'): number {
  const part = Math.min(1, Math.abs(value) / Math.max(most, 1e-12));
  const tone = Math.ceil((scale === 'density' ? Math.sqrt(part) : part) * TONES.length - 1e-9);
  // The faintest half tone of a difference is noise to the eye and to statistics alike.
  if (scale === 'difference' && part < 0.5 / TONES.length) return 0;
  return value < 0 ? -tone : Math.max(0, tone);
}
