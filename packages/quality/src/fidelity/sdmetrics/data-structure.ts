import type { Frame } from '@headwater/tables';

/**
 * TableStructure of SDMetrics 0.32: of all columns of either table, told apart by name and storage type, the share that
 * both have. null if neither has a column.
 */
export function tableStructure(real: Frame, synthetic: Frame): number | null {
  const ours = namesAndTypes(real);
  const theirs = namesAndTypes(synthetic);
  let shared = 0;
  for (const column of ours) if (theirs.has(column)) shared++;
  const all = ours.size + theirs.size - shared;
  return all === 0 ? null : shared / all;
}

function namesAndTypes(frame: Frame): Set<string> {
  return new Set(frame.columns.map(({ schema }) => JSON.stringify([schema.name, schema.physical])));
}
