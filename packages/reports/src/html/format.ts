const MISSING = '–';
/** A number and its unit stay on one line. */
const NBSP = '\u00a0';

/** `39,073` */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Four significant digits without a tail of zeros: `0.9873`, `0`, `1`. */
export function score(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const text = Math.abs(value) < 1 ? value.toFixed(4) : value.toPrecision(5).replace(/\.?0+$/, '');
  return signed(text);
}

/** `0.538 to 0.554`, as short as tells the two ends apart. */
export function interval([low, high]: readonly [number, number]): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return MISSING;
  const digits = Math.min(6, Math.max(2, Math.ceil(-Math.log10(Math.max(1e-9, high - low))) + 1));
  const end = (value: number): string => (Math.abs(value) < 10 ? signed(value.toFixed(digits)) : score(value));
  return `${end(low)}${NBSP}to${NBSP}${end(high)}`;
}

/** A share of one as `12.3 %`. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return MISSING;
  const value = share * 100;
  if (value !== 0 && Math.abs(value) < 0.1) return value > 0 ? `<${NBSP}0.1${NBSP}%` : `>${NBSP}-0.1${NBSP}%`;
  return `${value >= 99.95 || value === 0 ? value.toFixed(0) : value.toFixed(1)}${NBSP}%`;
}

/** `0.4 s`, `41 s`, `2 min 05 s`, `3 h 07 min` */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return MISSING;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** Decimal units: `412 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let left = value;
  while (left >= 999.5 && unit < units.length - 1) {
    left /= 1000;
    unit++;
  }
  return `${left >= 100 || unit === 0 ? left.toFixed(0) : left.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Axis labels that fit: 1.2k, 35M; small and plain numbers as they are. */
export function compact(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
  for (const [unit, divisor, letter] of [
    [1e12, 1e12, 'T'],
    [1e9, 1e9, 'G'],
    [1e6, 1e6, 'M'],
    [1e4, 1e3, 'k'],
  ] as const) {
    if (size >= unit) return `${Number((value / divisor).toPrecision(4))}${letter}`;
  }
  return String(Number(value.toPrecision(6)));
}

/** An ISO time as `2026-03-01 12:30:05 UTC`. */
export function instant(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A rule's text with the signs of print, and without a break inside `>= 0.9` or `95 % bound`. */
export function typeset(rule: string): string {
  return rule
    .replaceAll('>= ', `≥${NBSP}`)
    .replaceAll('<= ', `≤${NBSP}`)
    .replaceAll('warn ', `warn${NBSP}`)
    .replaceAll('95 % bound', `95${NBSP}%${NBSP}bound`);
}

/** The sign of print before a number, none before one that was rounded to zero. */
function signed(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
