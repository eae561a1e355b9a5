import { constraintColumns, HeadwaterError, type ChainSpec, type TableSchema } from '@headwater/contracts';

/** Refuses a spec that names columns the data lacks, before anything is trained. */
export function checkColumnsNamed(spec: ChainSpec, schema: TableSchema): void {
  const names = schema.columns.map((c) => c.name);
  const known = new Set(names);
  for (const [key, named] of [
    ['schema.columns', Object.keys(spec.schema.columns)],
    ['output.conditions', Object.keys(spec.output.conditions)],
    ['constraints', constrainedColumns(spec)],
    ['checks.protected', spec.checks.protected],
    ['checks.segments', spec.checks.segments],
  ] as const) {
    for (const name of named) {
      if (known.has(name)) continue;
      const role = spec.schema.columns[name]?.role;
      const subject =
        role === 'target' ? `the target ${JSON.stringify(name)} is no column` : `${JSON.stringify(name)} is no column`;
      throw new HeadwaterError('SPEC_COLUMN_UNKNOWN', `${key}: ${subject} of ${spec.source.path}`, {
        where: `${key}.${name}`,
        hint: `The columns are: ${listed(names)}.`,
      });
    }
  }
}

/** The columns that rules name, each once, in alphabetical order. */
export function constrainedColumns({ constraints = [] }: ChainSpec): string[] {
  return [...new Set(constraints.flatMap(constraintColumns))].sort();
}

function listed(names: string[]): string {
  return names.length <= 30 ? names.join(', ') : `${names.slice(0, 30).join(', ')} and ${names.length - 30} more`;
}
