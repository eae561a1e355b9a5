export interface SerialPattern {
  kind: 'serial';
  prefix: string;
  /** Least number of digits; shorter numbers are written with zeros in front. */
  digits: number;
  /** Where counting starts: above every training value. */
  start: number;
}

/** Share of a number type that must be left to count through. */
const LEAST_ROOM = 0.05;

/**
 * One prefix and serial numbers that fill at least a quarter of their range, or null. Counting goes on at the next power
 * of ten above twice the largest: the start tells only the order of magnitude. Where the type ends below that (`most`), it
 * goes on at the next number with one digit other than 0; null when even that leaves next to no room.
 */
export function serialPattern(values: readonly string[], most: number): SerialPattern | null {
  const match = values.map((value) => /^(.*?)(\d{1,12})$/s.exec(value));
  const [first] = match;
  if (values.length < 5 || !first || !match.every((m) => m !== null && m[1] === first[1])) return null;
  const texts = match.map((m) => (m as RegExpExecArray)[2] as string);
  const padded = texts.every((text) => text.length === (texts[0] as string).length);
  if (!padded && texts.some((text) => text.length > 1 && text.startsWith('0'))) return null;
  const numbers = texts.map(Number);
  const [low, high] = numbers.reduce(([lo, hi], n) => [Math.min(lo, n), Math.max(hi, n)], [Infinity, -Infinity] as [
    number,
    number,
  ]);
  if (high - low + 1 > 4 * values.length) return null;
  const start = [10 ** Math.ceil(Math.log10(2 * high + 1)), nextRound(high)].find((s) => most - s >= LEAST_ROOM * most);
  if (start === undefined) return null;
  return { kind: 'serial', prefix: first[1] as string, digits: padded ? (texts[0] as string).length : 1, start };
}

function nextRound(high: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, high)));
  return (Math.floor(high / unit) + 1) * unit;
}
