/** What a text is as a number. `big`: digits only, but beyond 2^53. `special`: NaN or an infinity, spelled out. */
export const NumberKind = { none: 0, integer: 1, big: 2, decimal: 3, special: 4 } as const;
export type NumberKind = (typeof NumberKind)[keyof typeof NumberKind];

export type DecimalMark = '.' | ',';

/** More digits than a double can tell apart are not kept as a number of decimals. */
const MOST_DECIMALS = 17;
const SPECIAL = /^[+-]?(?:nan|NaN|NAN|inf|Inf|INF|infinity|Infinity|INFINITY)$/;
const EXPONENT = /^-?(\d*)(?:[.,](\d*))?[eE]([+-]?\d{1,4})$/;

/**
 * Reads a text as a number without building one. Surrounding blanks are ignored; a leading `+` or a leading zero
 * (`007`) makes it a code, not a number. Returns the kind in the low three bits and the digits after the mark above
 * them: one integer and no allocation, because it runs once per cell.
 */
export function scanNumber(text: string, mark: DecimalMark): number {
  let i = 0;
  let end = text.length;
  while (i < end && isBlank(text.charCodeAt(i))) i++;
  while (end > i && isBlank(text.charCodeAt(end - 1))) end--;
  const start = i;
  if (text.charCodeAt(i) === 45) i++;
  const digitsFrom = i;
  while (i < end && isDigit(text.charCodeAt(i))) i++;
  const digits = i - digitsFrom;
  if (digits > 1 && text.charCodeAt(digitsFrom) === 48) return NumberKind.none;
  if (i === end) {
    if (digits === 0) return NumberKind.none;
    return digits < 16 || Number.isSafeInteger(Number(text)) ? NumberKind.integer : NumberKind.big;
  }
  if (text[i] === mark) {
    const from = ++i;
    while (i < end && isDigit(text.charCodeAt(i))) i++;
    const decimals = i - from;
    if (i === end) return digits + decimals === 0 ? NumberKind.none : packed(NumberKind.decimal, decimals);
  }
  const trimmed = text.slice(start, end);
  if (SPECIAL.test(trimmed)) return NumberKind.special;
  return scanExponent(trimmed, mark);
}

function scanExponent(text: string, mark: DecimalMark): number {
  const match = EXPONENT.exec(text);
  if (match === null || (mark === '.' ? text.includes(',') : text.includes('.'))) return NumberKind.none;
  const [, whole = '', fraction = '', exponent = ''] = match;
  if (whole.length + fraction.length === 0 || !Number.isFinite(numberOf(text, mark))) return NumberKind.none;
  return packed(NumberKind.decimal, Math.max(0, fraction.length - Number(exponent)));
}

export function kindOf(scan: number): NumberKind {
  return (scan & 7) as NumberKind;
}

export function decimalsOf(scan: number): number {
  return scan >> 3;
}

/** The value of a text that {@link scanNumber} accepted. */
export function numberOf(text: string, mark: DecimalMark): number {
  const value = Number(mark === '.' ? text : text.replace(',', '.'));
  if (value === value) return value;
  const word = text.trim().toLowerCase();
  if (!word.includes('inf')) return NaN;
  return word.startsWith('-') ? -Infinity : Infinity;
}

function packed(kind: NumberKind, decimals: number): number {
  return kind | (Math.min(decimals, MOST_DECIMALS) << 3);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
