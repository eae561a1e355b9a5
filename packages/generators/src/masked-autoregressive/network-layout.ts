import type { TableCodec } from '../codec/table-codec';
import { layoutOf, type Layout } from './layout';

/** Of the modelled columns; a table without any is given one of two codes, so that there is a network to write. */
export function networkLayout(codec: TableCodec): Layout {
  if (codec.modelled.length === 0) return layoutOf([2]);
  return layoutOf(
    codec.modelled.map(({ width }) => width),
    codec.ordered(),
    codec.modelled.flatMap(({ level }, index) => (level === 'part' ? [index] : [])),
  );
}

/** Columns of the network that carry a column of role target. */
export function targetColumns(codec: TableCodec): number[] {
  const targets = codec.code.schema.columns.filter(({ role }) => role === 'target').map(({ name }) => name);
  const carriers = targets.map((name) => {
    const code = codec.columnCode(name);
    return code.kind === 'derived' ? code.from : name;
  });
  return codec.modelled.flatMap(({ name, level }, index) =>
    level === 'value' && carriers.includes(name) ? [index] : [],
  );
}
