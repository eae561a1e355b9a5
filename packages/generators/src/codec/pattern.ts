import { RandomStream } from '@headwater/random';
import { fitShapes, makeText, type Shape } from './shapes';
import { TakenFilter } from './taken-filter';

/**
 * How identifiers and texts with nearly all distinct values are made anew. `integers`: counting on from a round number
 * above every training value. `shapes`: random characters of the classes seen.
 */
export type Pattern =
  | { kind: 'integers'; start: number }
  | { kind: 'shapes'; shapes: Shape[]; distinct: boolean; taken: string };

/** Rows of a shard are at most this many, so that counted identifiers of two shards never meet. */
const SHARD_STRIDE = 1_000_000;
/** Draws before a value that was taken, or drawn already, is accepted: the pattern has no room left. */
const ATTEMPTS = 64;

/** Learns the pattern of distinct `values`; `distinct` asks for values that do not repeat within a shard. */
export function fitPattern(values: readonly string[], distinct = true): Pattern {
  const start = countingStart(values);
  if (start !== null) return { kind: 'integers', start };
  return { kind: 'shapes', shapes: fitShapes(values), distinct, taken: TakenFilter.of(values).toText() };
}

/**
 * Where counting goes on: the next power of ten above twice the largest, when the values are integers that fill at
 * least a quarter of their range (a serial number); null otherwise. The start tells only the order of magnitude.
 */
function countingStart(values: readonly string[]): number | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!/^(0|[1-9]\d{0,11})$/.test(value)) return null;
    low = Math.min(low, Number(value));
    high = Math.max(high, Number(value));
  }
  if (values.length < 2 || high - low + 1 > 4 * values.length) return null;
  return 10 ** Math.ceil(Math.log10(2 * high + 1));
}

/** A maker of values for one shard. Values never equal a training value while the pattern has room for others. */
export function patternMaker(pattern: Pattern, stream: RandomStream, shard: number): () => string {
  if (pattern.kind === 'integers') {
    let next = pattern.start + shard * SHARD_STRIDE;
    return () => String(next++);
  }
  const taken = TakenFilter.fromText(pattern.taken);
  const made = new Set<string>();
  return () => {
    let text = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      text = makeText(pattern.shapes, stream);
      if (!taken.has(text) && !(pattern.distinct && made.has(text))) break;
    }
    if (pattern.distinct) made.add(text);
    return text;
  };
}
