import { HeadwaterError, type ChecksSpec, type ColumnSchema, type TableSchema } from '@headwater/contracts';

/**
 * Refuses columns that cannot be judged as they are declared, before anything is trained or measured: a segment without
 * levels, a protected attribute that tells rows apart instead of groups. Columns that are not there are for
 * checkColumnsNamed. Throws SPEC_INVALID.
 */
export function checkJudgedColumns(checks: Pick<ChecksSpec, 'segments' | 'protected'>, schema: TableSchema): void {
  for (const column of named(checks.segments, schema)) {
    if (column.type === 'category' || column.type === 'boolean') continue;
    throw unfit('checks.segments', column, 'has no levels to split the rows by', 'Name a category or a boolean.');
  }
  for (const column of named(checks.protected, schema)) {
    if (column.role === 'target')
      throw unfit('checks.protected', column, 'is the target', 'Name attributes of people other than the outcome.');
    if (column.type !== 'identifier' && column.type !== 'text') continue;
    throw unfit('checks.protected', column, 'tells rows apart, not groups', 'Name attributes that many rows share.');
  }
}

function named(names: readonly string[], { columns }: TableSchema): ColumnSchema[] {
  return names.flatMap((name) => columns.filter((column) => column.name === name));
}

function unfit(where: string, { name, type }: ColumnSchema, what: string, hint: string): HeadwaterError {
  return new HeadwaterError('SPEC_INVALID', `${where}: column ${JSON.stringify(name)} (${type}) ${what}`, {
    hint,
    where: `${where}.${name}`,
  });
}
