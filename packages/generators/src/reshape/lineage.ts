import type { TableSchema } from '@headwater/contracts';
import { innerSchema } from './pipeline';
import type { Plan } from './steps';

/** For each inner column the outer columns it was made from: itself, where no step touched it. */
export function lineage(plans: readonly Plan[], outer: TableSchema): Map<string, string[]> {
  let known = new Map(outer.columns.map(({ name }) => [name, [name]]));
  plans.forEach((_, k) => {
    const names = innerSchema(plans.slice(0, k + 1), outer).columns.map(({ name }) => name);
    const gone = [...known].filter(([name]) => !names.includes(name)).flatMap(([, from]) => from);
    known = new Map(names.map((name) => [name, known.get(name) ?? gone]));
  });
  return known;
}
