import type { TableCodec } from '../codec/table-codec';
import type { Layout } from './layout';

/** Added to a logit, it makes a code impossible. */
export const FORBIDDEN = -1e9;

/** [W]: FORBIDDEN for codes that training rows have and generated rows must not, 0 for others. */
export function drawable(codec: TableCodec, layout: Layout): Float32Array {
  const allowed = new Float32Array(layout.total);
  for (const { index, code } of codec.withheld()) allowed[(layout.offsets[index] as number) + code] = FORBIDDEN;
  return allowed;
}
