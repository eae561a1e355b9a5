import type { Evidence, Measure } from '@headwater/contracts';
import { measured } from '@headwater/quality';
import { whyNothing } from './absent-measures';
import type { AttackTables } from './attacks/attack-tables';
import { guessingSecrets, singlingOutAndLinking } from './attacks/by-rates';
import { codedColumns, type CodedColumn } from './attacks/coded-columns';
import { canGuess } from './attacks/declared-columns';
import { excessInformation } from './attacks/excess-information';
import type { Knowledge } from './attacks/known-columns';
import { membershipMeasures } from './attacks/membership-measures';
import { SharedInformation } from './attacks/shared-information';
import { rareValues } from './disclosure/rare-values';
import { amongTraining } from './distances/among-training';
import { closerInWorstGroup, closerToTrain } from './distances/closer-to-train';
import { TablePoints } from './distances/table-points';
import { PRIVACY_MEASURES } from './privacy-measures';

/** How the rows are compared. */
export interface RowOptions {
  knowledge: Knowledge;
  /** Synthetic and held-out rows whose nearest rows are searched, at most. */
  queries: number;
  delta: number;
}

/** Every measure that compares single rows; none where there are too few rows or no columns. */
export async function measuresOfRows(
  tables: AttackTables,
  { knowledge, queries, delta }: RowOptions,
): Promise<{ measures: Measure[]; distances?: Evidence['distances']; notes: string[] }> {
  if (whyNothing(tables) !== null) return { measures: [], notes: [] };
  const points = new TablePoints(tables);
  const closer = await closerToTrain(tables, points, queries);
  const near = await amongTraining(tables, points, queries);
  const columns = codedColumns(tables.columns);
  const together = tables.columns.length < 2 ? [] : await ofSeveralColumns(tables, points, columns);
  const guesses = canGuess(knowledge) ? await guessingSecrets(tables, points, knowledge) : [];
  const shared = new SharedInformation(tables, columns);
  const members = await membershipMeasures(tables, points, shared, delta);
  const excess = await excessInformation(tables, shared);
  const rare = await rareMeasure(tables, columns);
  return {
    measures: [closer.measure, ...near, ...together, ...guesses, ...members, ...excess, ...rare],
    distances: closer.histogram,
    notes: notesOf(tables, points, queries),
  };
}

async function ofSeveralColumns(
  tables: AttackTables,
  points: TablePoints,
  columns: readonly CodedColumn[],
): Promise<Measure[]> {
  return [...(await singlingOutAndLinking(tables, points, columns)), await closerInWorstGroup(tables, points)];
}

async function rareMeasure(tables: AttackTables, columns: readonly CodedColumn[]): Promise<Measure[]> {
  const since = performance.now();
  const rare = await rareValues(tables, columns);
  if (rare === null) return [];
  const outcome = { score: rare.ofTrain, reference: rare.ofHoldout, interval: rare.interval };
  return [measured(PRIVACY_MEASURES.rareValueLeaks, outcome, since)];
}

/** Sampling that a reader should know of. */
function notesOf({ rows, targets, searched, seed }: AttackTables, points: TablePoints, queries: number): string[] {
  const drawn = `drawn with seed ${seed}`;
  const most = Math.min(queries, points.mostRows);
  const references = points.mostReferences;
  return [
    ...(most < rows.synthetic ? [`Distances: from ${most} of ${rows.synthetic} synthetic rows, ${drawn}.`] : []),
    ...(references < rows.train ? [`Distances: to ${references} of ${rows.train} training rows, ${drawn}.`] : []),
    ...(Math.min(targets, searched) < Math.max(rows.train, rows.holdout, rows.synthetic)
      ? [`Attacks: on at most ${targets} rows of each table, searching at most ${searched} of each, ${drawn}.`]
      : []),
  ];
}
