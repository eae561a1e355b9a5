import { HeadwaterError } from '@headwater/contracts';
import type { Operator } from 'opendal';
import type { StoreKey } from '../keys';
import type { Chunks } from '../hashing';
import { isKind, storeFailure, type Attempt } from './failures';

const CHUNK = 1 << 20;

/** The bytes under a key, a mebibyte at a time; every chunk is its own memory. */
export async function* operatorChunks(
  operator: () => Operator,
  key: StoreKey,
  attempt: Attempt,
  bounded: <T>(work: Promise<T>) => Promise<T> = (work) => work,
): Chunks {
  try {
    const reader = await bounded(operator().reader(key));
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(CHUNK);
      const length = Number(await bounded(reader.read(buffer)));
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } catch (error) {
    if (isKind(error, 'NotFound')) {
      throw new HeadwaterError('ARTIFACT_MISSING', `${attempt.place} has nothing under ${key}`, { cause: error });
    }
    throw storeFailure(error, attempt);
  }
}
