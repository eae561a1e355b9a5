import { type RandomStream } from '@headwater/random';
import { fitShapes, makeText, type Shape } from './shapes';
import { TakenFilter } from './taken-filter';

/**
 * How identifiers and texts with nearly all distinct values are made anew. `serial`: a prefix and a number that counts on
 * from a round one above every training value. `shapes`: random characters of the classes seen.
 */
export type Pattern =
  | { kind: 'serial'; prefix: string; digits: number; start: number }
  | { kind: 'shapes'; shapes: Shape[]; distinct: boolean; taken: string };

/** Rows of a shard are at most this many, so that counted identifiers of two shards never meet. */
const SHARD_STRIDE = 1_000_000;
/** Draws that may be taken, or drawn already, before the pattern is held to have no room left and texts grow longer. */
const ATTEMPTS = 64;

/** Learns the pattern of distinct `values`; `distinct` asks for values that do not repeat within a shard. */
export function fitPattern(values: readonly string[], distinct = true): Pattern {
  return (
    serialPattern(values) ?? {
      kind: 'shapes',
      shapes: fitShapes(values),
      distinct,
      taken: TakenFilter.of(values).toText(),
    }
  );
}

/**
 * One prefix and serial numbers that fill at least a quarter of their range, or null. Counting goes on at the next power
 * of ten above twice the largest: the start tells only the order of magnitude.
 */
function serialPattern(values: readonly string[]): Pattern | null {
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
  const start = 10 ** Math.ceil(Math.log10(2 * high + 1));
  return { kind: 'serial', prefix: first[1] as string, digits: padded ? (texts[0] as string).length : 1, start };
}

/** A maker of values for one shard. They never equal a training value: where the pattern has no room left, digits are added. */
export function patternMaker(pattern: Pattern, stream: RandomStream, shard: number): () => string {
  if (pattern.kind === 'serial') {
    let next = pattern.start + shard * SHARD_STRIDE;
    return () => pattern.prefix + String(next++).padStart(pattern.digits, '0');
  }
  const taken = TakenFilter.fromText(pattern.taken);
  const made = new Set<string>();
  return () => {
    const refused = (candidate: string) => taken.has(candidate) || (pattern.distinct && made.has(candidate));
    let text = makeText(pattern.shapes, stream);
    for (let attempt = 0; attempt < ATTEMPTS && refused(text); attempt++) text = makeText(pattern.shapes, stream);
    while (refused(text)) text += String(stream.below(10));
    if (pattern.distinct) made.add(text);
    return text;
  };
}
