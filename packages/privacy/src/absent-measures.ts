import type { Measure } from '@headwater/contracts';
import { notApplicable, notComputed, type MeasureDefinition } from '@headwater/quality';
import type { AttackTables } from './attacks/attack-tables';
import { canGuess } from './attacks/declared-columns';
import type { Knowledge } from './attacks/known-columns';
import { PRIVACY_MEASURES } from './privacy-measures';

/** With fewer rows than this a distribution of distances, or a rate, says nothing. */
const FEWEST_ROWS = 20;

/** Why no measure can be taken that compares rows; null if all can. */
export function whyNothing({ columns, rows }: AttackTables): string | null {
  if (columns.length === 0) return 'there is no column to compare: all are identifiers or texts';
  const few = (['train', 'holdout', 'synthetic'] as const).find((side) => rows[side] < FEWEST_ROWS);
  if (few === undefined) return null;
  const name = { train: 'training', holdout: 'held-out', synthetic: 'synthetic' }[few];
  return `it needs ${FEWEST_ROWS} ${name} rows or more, and has ${rows[few]}`;
}

/**
 * The measures in the order of PRIVACY_MEASURES; those that were not found are marked with the reason: that they failed,
 * or that the table or what is declared of it gives them no meaning.
 */
export function allInOrder(found: readonly Measure[], tables: AttackTables, knowledge: Knowledge): Measure[] {
  const byName = new Map(found.map((measure): [string, Measure] => [measure.name, measure]));
  return Object.values(PRIVACY_MEASURES).map(
    (definition): Measure => byName.get(definition.name) ?? absent(definition, tables, knowledge),
  );
}

function absent(definition: MeasureDefinition, tables: AttackTables, knowledge: Knowledge): Measure {
  const since = performance.now();
  if (definition === PRIVACY_MEASURES.identifierReuse)
    return notApplicable(definition, 'no column is an identifier or a text', since);
  const nothing = whyNothing(tables);
  if (nothing !== null) return notComputed(definition, nothing, since);
  return notApplicable(definition, whyMeaningless(definition, tables, knowledge), since);
}

function whyMeaningless(definition: MeasureDefinition, tables: AttackTables, knowledge: Knowledge): string {
  if (definition === PRIVACY_MEASURES.rareValueLeaks)
    return 'no value or pair of values is rare in the training rows, or none in the unseen ones';
  if (tables.columns.length >= 2 && !canGuess(knowledge)) return 'no column is left to guess, or none to guess it from';
  return 'it needs two columns or more that are no identifiers or texts';
}
