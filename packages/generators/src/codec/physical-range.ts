import type { PhysicalType } from '@headwater/contracts';

const SAFE = Number.MAX_SAFE_INTEGER;
const SINGLE = 2 ** 127 * (2 - 2 ** -23);

const RANGES: Partial<Record<PhysicalType, readonly [number, number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, SAFE],
  int64: [-SAFE, SAFE],
  float32: [-SINGLE, SINGLE],
  date32: [-(2 ** 31), 2 ** 31 - 1],
  'timestamp[s]': [-SAFE, SAFE],
  'timestamp[ms]': [-SAFE, SAFE],
  'timestamp[us]': [-SAFE, SAFE],
  'timestamp[ns]': [-(2 ** 63), 2 ** 63 - 1024],
};

/**
 * The least and greatest value a column of that storage type holds as a double; integers of 64 bits as far as doubles count
 * them one by one, nanoseconds as far as their type goes.
 */
export function physicalRange(physical: PhysicalType): readonly [number, number] {
  return RANGES[physical] ?? [-Infinity, Infinity];
}
