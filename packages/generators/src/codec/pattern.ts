import { fitShapes, type Shape } from './shapes';
import { serialPattern, type SerialPattern } from './serial';
import { TakenFilter } from './taken-filter';

/**
 * How identifiers and texts with nearly all distinct values are made anew. `serial`: a prefix and a number that counts on
 * from a round one above every training value. `shapes`: random characters of the classes seen.
 */
export type Pattern = SerialPattern | { kind: 'shapes'; shapes: Shape[]; distinct: boolean; taken: string };

/**
 * Learns the pattern of distinct `values`. `distinct` asks for made values that do not repeat; `most` is the greatest number
 * that the column's type holds, for a column of numbers.
 */
export function fitPattern(values: readonly string[], distinct = true, most = Infinity): Pattern {
  return (
    serialPattern(values, most) ?? {
      kind: 'shapes',
      shapes: fitShapes(values),
      distinct,
      taken: TakenFilter.of(values).toText(),
    }
  );
}
