/** A range of numbers and a few round ones in it. */
export interface NiceScale {
  from: number;
  to: number;
  ticks: number[];
}

/** The least range with round ends that holds all finite values (and those of `holding`), and ticks that divide it. */
export function niceScale(values: readonly (number | null | undefined)[], holding: readonly number[] = []): NiceScale {
  const known = [...values, ...holding].filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  const low = known.length === 0 ? 0 : Math.min(...known);
  const high = known.length === 0 ? 1 : Math.max(...known);
  const step = roundStep(high > low ? (high - low) / 4 : Math.max(Math.abs(high), 1) / 4);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return { from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1, ticks };
}

/** Where a value lies on the scale, 0 to 1, cut at its ends. */
export function placeOn(scale: NiceScale, value: number): number {
  return Math.min(1, Math.max(0, (value - scale.from) / (scale.to - scale.from)));
}

function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}
