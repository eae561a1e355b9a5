import { graphError } from '../graph/graph-error';
import { formatShape } from '../graph/shape';
import type { Value } from '../graph/value';
import { div, mul } from './arithmetic';
import { cos, exp, sin } from './elementwise';
import { gather } from './gather';
import { range } from './generate';
import { concat } from './join';
import { unsqueeze } from './reshape';

/**
 * The rows of `table` [entries, size] at `indices` (int32 or int64, any shape [..]): [.., size]. The gradient adds up the
 * rows of repeated indices in their order, which is exact at any number of threads.
 * @throws HeadwaterError GRAPH_INVALID for a table that is no matrix
 */
export function embedding(table: Value, indices: Value): Value {
  if (table.shape.length !== 2)
    throw graphError(`embedding(${table.name} ${formatShape(table.shape)})`, 'the table is not [entries, size]');
  return gather(table, indices);
}

/**
 * Positions or times [..] as waves of `size` / 2 frequencies from 1 to 1 / period (Vaswani et al. 2017, section 3.5; order
 * as in Ho, Jain and Abbeel 2020, cosines last): [.., size].
 * @throws HeadwaterError GRAPH_INVALID for an odd size
 */
export function sinusoidalEmbedding(positions: Value, size: number, period = 10_000): Value {
  const half = size / 2;
  if (!Number.isInteger(half) || half < 1) {
    throw graphError(
      `sinusoidalEmbedding(${positions.name} ${formatShape(positions.shape)})`,
      `the size is ${size}; needed is an even number from 2`,
    );
  }
  const ranks = range(positions.graph, 0, half, 1, positions.type);
  const frequencies = exp(mul(div(ranks, half), -Math.log(period)));
  const angles = mul(unsqueeze(positions, [positions.shape.length]), frequencies);
  return concat([sin(angles), cos(angles)], positions.shape.length);
}
