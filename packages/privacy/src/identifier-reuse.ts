import type { Measure } from '@headwater/contracts';
import { isFree, measured, notComputed, type MeasureDefinition } from '@headwater/quality';
import { isMissing, type Column, type Frame } from '@headwater/tables';
import { wilsonInterval } from './wilson';

const DEFINITION: MeasureDefinition = {
  name: 'identifier_reuse',
  better: 'lower',
  meaning:
    'The share of synthetic rows that carry an identifier or a text which a training row has, letter by letter: it should be 0.',
};

/** Only for tables with identifier or text columns; null otherwise. */
export function identifierReuse(train: Frame, synthetic: Frame): Measure | null {
  const since = performance.now();
  const free = train.columns.flatMap((column, j) =>
    isFree(column.schema) ? [[column, synthetic.columns[j] as Column] as const] : [],
  );
  if (free.length === 0) return null;
  if (synthetic.rows === 0) return notComputed(DEFINITION, 'there are no synthetic rows', since);
  const reused = new Uint8Array(synthetic.rows);
  for (const [real, made] of free) {
    const known = new Set(valuesOf(real));
    const values = valuesOf(made);
    for (let i = 0; i < synthetic.rows; i++) if (!isMissing(made, i) && known.has(values[i])) reused[i] = 1;
  }
  const score = reused.reduce((sum, one) => sum + one, 0) / synthetic.rows;
  return measured(DEFINITION, { score, reference: 0, interval: wilsonInterval(score, synthetic.rows) }, since);
}

/** Values row by row, missing ones left out of a set by what stands for them: undefined, which no cell equals. */
function valuesOf(column: Column): (string | number | undefined)[] {
  if (column.kind === 'categorical') return Array.from(column.codes, (code) => column.levels[code]);
  return Array.from(column.values, (value, i) => (isMissing(column, i) ? undefined : value));
}
