import { quoted, sourceError } from '../source-errors';

/**
 * The names of a table's columns. An empty one (the index column that pandas writes, a trailing delimiter) is given the
 * name `column_<position>` with a warning: the data is whole, only the label lacks. Throws SOURCE_DUPLICATE_COLUMN.
 */
export function columnNames(path: string, found: readonly string[]): { names: string[]; warnings: string[] } {
  const taken = new Map<string, number>();
  const warnings: string[] = [];
  found.forEach((name, j) => {
    if (name === '') return;
    const before = taken.get(name);
    if (before !== undefined) {
      throw sourceError(
        'SOURCE_DUPLICATE_COLUMN',
        { path, column: name },
        `columns ${before + 1} and ${j + 1} are both named ${quoted(name)}`,
        'Give every column its own name.',
      );
    }
    taken.set(name, j);
  });
  const names = found.map((name, j) => {
    if (name !== '') return name;
    const made = madeName(j, taken);
    taken.set(made, j);
    warnings.push(`column ${j + 1} has no name; it is called ${quoted(made)}`);
    return made;
  });
  return { names, warnings };
}

/** Names for a file without a header. */
export function positionalNames(count: number): string[] {
  return Array.from({ length: count }, (_, j) => `column_${j + 1}`);
}

function madeName(j: number, taken: ReadonlyMap<string, number>): string {
  let name = `column_${j + 1}`;
  while (taken.has(name)) name += '_';
  return name;
}
