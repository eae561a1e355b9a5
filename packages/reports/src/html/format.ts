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
  return Math.abs(value) < 1 ? value.toFixed(4) : value.toPrecision(5).replace(/\.?0+$/, '');
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

/** An ISO time as `2026-03-01 12:30:05 UTC`. */
export function instant(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
