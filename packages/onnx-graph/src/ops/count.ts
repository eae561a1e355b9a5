import type { Dim } from '../graph/shape';
import type { Operand, Value } from '../graph/value';
import { mul } from './arithmetic';
import { cast } from './logic';
import { sizeAlong, squeeze } from './reshape';

/** Number of elements over `axes` of `x`: a number, or a scalar computed at run time for named dimensions. */
export function countOver(x: Value, axes: readonly number[]): Operand {
  return axes.reduce<Operand>((count, axis) => {
    const dim = x.shape[axis] as Dim;
    const size = typeof dim === 'number' ? dim : cast(squeeze(sizeAlong(x, axis), [0]), x.type);
    return typeof size === 'number' && typeof count === 'number' ? size * count : mul(count, size);
  }, 1);
}
