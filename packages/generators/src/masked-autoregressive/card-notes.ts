import { constraintText, type Constraint } from '@headwater/contracts';
import type { ColumnCode } from '../codec/column-code';
import type { TableCode } from '../codec/table-codec';

/** What a reader of the model card must know about how columns were coded; no value of the data is named. */
export function codecNotes(table: TableCode, maxSeconds: number | null): string[] {
  const notes = [
    `A value held by fewer than ${table.minimumHolders} training rows is never stored or released as such: numbers are drawn evenly between points that lie between neighbouring records, and the released range stops short of the extremes.`,
  ];
  for (const code of table.columns) {
    const note = noteOf(code);
    if (note !== null) notes.push(`${code.name}: ${note}`);
  }
  if (maxSeconds !== null)
    notes.push('Training had a time limit: if the limit cut it short, it cannot be repeated bit for bit.');
  return notes;
}

/** The rules that generated rows keep, and how many rows each with `repair: drop` kept from training. */
export function ruleNotes(
  constraints: readonly Constraint[],
  dropped: readonly { constraint: Constraint; rows: number }[],
): string[] {
  return constraints.map((constraint) => {
    const rows = dropped.find((d) => d.constraint === constraint)?.rows ?? 0;
    const left = rows === 0 ? '' : `; ${rows} rows that break it were left out of training`;
    return `Every generated row keeps the rule ${constraintText(constraint)}${left}.`;
  });
}

function noteOf(code: ColumnCode): string | null {
  switch (code.kind) {
    case 'constant':
      return code.value === null ? 'all missing; kept so.' : 'one value in every row; kept so.';
    case 'derived':
      return `determined by ${code.from} in every training row; derived from it, never contradicted.`;
    case 'pattern':
      return 'made anew from the pattern of its characters; no relation to other columns but whether it is missing.';
    case 'category':
      return code.pooled === null ? null : poolNote(code.pooled);
    case 'numeric':
      return code.equals.length === 0 ? null : `often equals ${code.equals.join(' or ')}; that equality is modelled.`;
  }
}

function poolNote({ values, rows, made }: { values: number; rows: number; made: unknown }): string {
  const pool = `${values} rare values (${rows} rows) were pooled and are not stored; `;
  return (
    pool +
    (made === null
      ? 'none of them is generated, a common value takes their place.'
      : 'in their place, texts are made anew from their character pattern.')
  );
}
