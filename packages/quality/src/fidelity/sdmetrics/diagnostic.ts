import type { Measure } from '@headwater/contracts';
import type { Column, Frame } from '@headwater/tables';
import { overColumns, type ColumnScore } from '../../column-scores';
import type { Trio } from '../../compared-columns';
import { meanOfScored } from '../../mean';
import { measured, notComputed, type MeasureDefinition } from '../../measured';
import { tableStructure } from './data-structure';
import { keyColumns, keyUniqueness } from './key-uniqueness';

const KEYS: MeasureDefinition = {
  name: 'key_uniqueness',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'The share of synthetic rows whose key no earlier row has; keys are identifiers that differ in all real rows.',
};

const VALIDITY: MeasureDefinition = {
  name: 'data_validity',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'How valid the synthetic values are, averaged over columns: within the real boundaries, among the real categories, keys unique.',
};

const STRUCTURE: MeasureDefinition = {
  name: 'data_structure',
  family: 'fidelity',
  better: 'higher',
  meaning: 'The share of columns that both tables have under the same name and with the same storage type.',
};

const DIAGNOSTIC: MeasureDefinition = {
  name: 'diagnostic_score',
  family: 'fidelity',
  better: 'higher',
  meaning: 'The mean of data validity and data structure, comparable with the diagnostic score of SDMetrics.',
};

const VALID_BY = new Set(['boundary_adherence', 'category_adherence', KEYS.name]);

/** key_uniqueness, column by column. */
export function keyScores({ train, holdout, synthetic }: Trio<Frame>): ColumnScore[] {
  return keyColumns(train).map((i) => ({
    measure: KEYS.name,
    column: (train.columns[i] as Column).schema.name,
    synthetic: keyUniqueness(synthetic.columns[i] as Column),
    holdout: keyUniqueness(holdout.columns[i] as Column),
  }));
}

/**
 * The diagnostic report of SDMetrics 0.32: Data Validity is the mean of boundary adherence, category adherence and key
 * uniqueness over columns, Data Structure is table structure, the score is the mean of the two. `scores` are those of
 * scoreColumns and keyScores.
 */
export function diagnosticReport(tables: Trio<Frame>, scores: readonly ColumnScore[]): Measure[] {
  const since = performance.now();
  const keys = scores.filter((s) => s.measure === KEYS.name);
  const uniqueness = overColumns(KEYS, keys, 'no identifier differs in all training rows', since);
  const valid = scores.filter((s) => VALID_BY.has(s.measure));
  const validity = overColumns(VALIDITY, valid, 'no column has values whose validity is defined', since);
  const structure = structureMeasure(tables);
  const score = meanOfScored([validity.score, structure.score]);
  const reference = meanOfScored([validity.reference, structure.reference]);
  const overall =
    score === null
      ? notComputed(DIAGNOSTIC, 'neither data validity nor data structure could be computed', since)
      : measured(DIAGNOSTIC, { score, reference }, since);
  return [uniqueness, validity, structure, overall];
}

function structureMeasure({ train, holdout, synthetic }: Trio<Frame>): Measure {
  const since = performance.now();
  const score = tableStructure(train, synthetic);
  if (score === null) return notComputed(STRUCTURE, 'the tables have no column', since);
  return measured(STRUCTURE, { score, reference: holdout.rows === 0 ? null : tableStructure(train, holdout) }, since);
}
