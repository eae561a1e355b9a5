const UNITS: readonly [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** `26 h`, `1 d 4 h`, `90 s` as `1 min 30 s`: the two greatest units. */
export function spanText(seconds: number): string {
  let left = Math.round(seconds);
  const parts: string[] = [];
  for (const [name, unit] of UNITS) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${name}`);
  }
  return parts.join(' ') || '0 s';
}
