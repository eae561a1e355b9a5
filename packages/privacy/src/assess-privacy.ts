import type { Evidence, Measure } from '@headwater/contracts';
import {
  compareColumns,
  notComputed,
  Pace,
  requireSameColumns,
  type ContinuousColumn,
  type DiscreteColumn,
  type Trio,
  type Watcher,
} from '@headwater/quality';
import type { Frame } from '@headwater/tables';
import { DCR_P5_RATIO, DCR_RATIO, dcrP5Ratio, dcrRatio } from './dcr-ratio-to-holdout';
import { distanceHistogram } from './distance-histogram';
import { ClosestRecords } from './distances/closest-records';
import { exactMatches } from './exact-matches';
import { identifierReuse } from './identifier-reuse';
import { SHARE_CLOSER_TO_TRAIN, shareCloserToTrain } from './share-closer-to-train';

export interface PrivacyRequest extends Watcher {
  /** The real rows the model was trained on. */
  train: Frame;
  /** Real rows the model never saw; may be empty, then nothing that needs them is computed. */
  holdout: Frame;
  synthetic: Frame;
  /** Synthetic and held-out rows whose closest record is searched, at most. */
  sampleRows: number;
  /** Same seed, same tables: same scores. */
  seed: number;
}

/** With fewer rows than this a distribution of distances says nothing. */
const FEWEST_ROWS = 20;

/**
 * What synthetic rows may give away about single training rows: share_closer_to_train, dcr_ratio_to_holdout,
 * dcr_p5_ratio_to_holdout, exact_matches, and identifier_reuse where there are identifiers or texts. The three tables
 * have the same columns in the same order.
 *
 * A measure that cannot be computed is marked so with a reason. Throws SOURCE_SCHEMA_MISMATCH if the columns differ and
 * RUN_CANCELLED if `stopRequested` answers true; both it and `report` are called several times a second.
 */
export async function assessPrivacy(request: PrivacyRequest): Promise<Evidence> {
  const { train, holdout, synthetic } = request;
  requireSameColumns(train, { 'held-out': holdout, synthetic });
  const pace = new Pace(request);
  await pace.turn({ note: 'looking for copied rows', done: 0, total: 1 });
  const all = compareColumns(train, holdout, synthetic);
  const columns = all.filter((c): c is ContinuousColumn | DiscreteColumn => c.kind !== 'free');
  const rows = { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows };
  const matches = exactMatches(columns, rows);
  await pace.turn({ note: 'looking for copied rows', done: 1, total: 1 });
  const reuse = identifierReuse(train, synthetic);
  const { measures, distances, notes } = await byDistance(columns, rows, request, pace);
  const left = all.length - columns.length;
  const leftNote = left === 0 ? [] : [`Distances and exact matches: ${left} identifier or text columns are left out.`];
  return {
    version: 1,
    stage: 'privacy',
    rows,
    measures: [...measures, matches, ...(reuse === null ? [] : [reuse])],
    columns: [],
    pairs: [],
    ...(distances === undefined ? {} : { distances }),
    notes: [...leftNote, ...notes],
  };
}

async function byDistance(
  columns: readonly (ContinuousColumn | DiscreteColumn)[],
  rows: Trio<number>,
  { sampleRows, seed }: PrivacyRequest,
  pace: Pace,
): Promise<{ measures: Measure[]; distances?: Evidence['distances']; notes: string[] }> {
  const since = performance.now();
  const reason = whyNoDistances(columns.length, rows);
  if (reason !== null) {
    return {
      measures: [SHARE_CLOSER_TO_TRAIN, DCR_RATIO, DCR_P5_RATIO].map((d) => notComputed(d, reason, since)),
      notes: [],
    };
  }
  const closest = new ClosestRecords(columns, rows, { sampleRows, seed, pace });
  const equal = await closest.inEqualNumbers();
  const share = shareCloserToTrain(equal, since);
  const sinceRatios = performance.now();
  const toTrain = await closest.toTrain();
  return {
    measures: [share, dcrRatio(toTrain, sinceRatios), dcrP5Ratio(toTrain, performance.now())],
    distances: distanceHistogram(equal),
    notes: closest.notes,
  };
}

function whyNoDistances(columns: number, rows: Trio<number>): string | null {
  if (columns === 0) return 'there is no column to compare: all are identifiers or texts';
  const few = (['train', 'holdout', 'synthetic'] as const).find((side) => rows[side] < FEWEST_ROWS);
  if (few === undefined) return null;
  const name = { train: 'training', holdout: 'held-out', synthetic: 'synthetic' }[few];
  return `it needs ${FEWEST_ROWS} ${name} rows or more, and has ${rows[few]}`;
}
