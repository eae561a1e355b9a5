import type { ColumnSchema } from '@headwater/contracts';

const MILLISECONDS_OF_UNIT: Record<string, number> = {
  'timestamp[s]': 1000,
  'timestamp[us]': 1e-3,
  'timestamp[ns]': 1e-6,
};

/** How the numbers of a column are plotted. */
export interface PlottedAs {
  /** What values are multiplied with: days of dates stay, time stamps become milliseconds. */
  scale: number;
  whole: boolean;
  temporal?: 'date' | 'timestamp';
}

export function plottedAs({ type, physical }: ColumnSchema): PlottedAs {
  const scale = type === 'timestamp' ? (MILLISECONDS_OF_UNIT[physical] ?? 1) : 1;
  const whole = type === 'integer' || type === 'date';
  return type === 'date' || type === 'timestamp' ? { scale, whole, temporal: type } : { scale, whole };
}
