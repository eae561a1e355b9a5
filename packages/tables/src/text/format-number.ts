/**
 * A number as people write it: at most `decimals` digits after the point, no trailing zeros, no exponent.
 * A value whose shortest form is shorter is written so: 39 stays 39, 0.1 stays 0.1.
 */
export function formatNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  if (Number.isInteger(value))
    return Math.abs(value) < 1e21 ? String(value === 0 ? 0 : value) : BigInt(value).toString();
  const shortest = String(value);
  if (!shortest.includes('e') && shortest.length - shortest.indexOf('.') - 1 <= decimals) return shortest;
  return trimZeros(value.toFixed(Math.min(decimals, 100)));
}

/** Digits after the point in the shortest text that reads back as the value, up to 17. */
export function decimalsIn(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return 0;
  const text = String(value);
  const [mantissa = '', exponent = '0'] = text.split('e');
  const point = mantissa.indexOf('.');
  const fraction = point < 0 ? 0 : mantissa.length - point - 1;
  return Math.min(17, Math.max(0, fraction - Number(exponent)));
}

/** The same for a value that came from a float32: as many digits as tell it apart from its neighbours. */
export function decimalsInFloat32(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return 0;
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return decimalsIn(short);
  }
  return decimalsIn(Number(value.toPrecision(9)));
}

function trimZeros(text: string): string {
  if (!text.includes('.')) return text;
  const trimmed = text.replace(/0+$/, '').replace(/\.$/, '');
  return trimmed === '-0' ? '0' : trimmed;
}
