import type { Evidence } from '@headwater/contracts';
import { markedApplicable } from './applicability';
import { columnPairTrends } from './column-pair-trends';
import { byColumn } from './column-scores';
import { columnShapes } from './column-shapes';
import { compareColumns } from './compared-columns';
import { assessFairness } from './fairness/assess-fairness';
import { protectedGroups } from './fairness/protected-groups';
import { assessFidelity } from './fidelity/assess-fidelity';
import { keyColumns } from './fidelity/sdmetrics/key-uniqueness';
import { logLikelihood } from './log-likelihood';
import { Pace } from './pace';
import { columnComparison } from './plots/column-comparison';
import { pairPlots } from './plots/pair-plots';
import { projection } from './plots/projection';
import { requireSampling, type QualityRequest } from './quality-request';
import { qualityScore } from './quality-score';
import { requireSameColumns } from './same-columns';
import { segmentMeasures } from './segments/segment-measures';
import { twoSampleAuc } from './two-sample-auc';
import { assessUtility } from './utility/assess-utility';
import { ofOtherKind } from './utility/other-kind';
import { WORST, worstOf } from './worst-of';

/**
 * Everything there is to say of how good synthetic rows are: fidelity, collapse, utility for predicting the target,
 * fairness between the groups of protected columns, and fidelity within the levels of segment columns, each with what
 * real rows score, and the tables behind it. The README lists the measures. The tables have the same columns in the same
 * order.
 *
 * A measure that cannot be computed has no score but a reason. Throws SOURCE_SCHEMA_MISMATCH if the columns differ,
 * SPEC_COLUMN_UNKNOWN for a column that is named and not there, SPEC_INVALID for one that cannot be used as named and
 * for a sample size or seed that is none, RUN_CANCELLED if `stopRequested` answers true; both it and `report` are called
 * several times a second.
 */
export async function assessQuality(request: QualityRequest): Promise<Evidence> {
  const { train, holdout, synthetic, frozen = train, sampleRows, seed, target, positive } = request;
  requireSampling(request);
  requireSameColumns(train, { 'held-out': holdout, synthetic, frozen });
  const pace = new Pace(request);
  const options = { sampleRows, seed, pace };
  const begin = (note: string): Promise<void> => pace.turn({ note, done: 0, total: 1 });
  await begin('comparing columns');
  const columns = compareColumns(train, holdout, synthetic);
  const rows = { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows };
  // What names columns goes first: a wrong name ends the assessment before it costs much.
  const groupings = protectedGroups(columns, request.protected ?? [], target);
  const segments = await segmentMeasures(columns, request.segments ?? [], options);
  const utility = await assessUtility(columns, { ...options, target });
  const fairness = await assessFairness(columns, groupings, { ...options, target, positive }, utility.learnt);
  await begin('comparing columns');
  const shapes = await columnShapes(columns, pace);
  await begin('comparing pairs of columns');
  const trends = await columnPairTrends(columns, options);
  const twoSample = await twoSampleAuc(columns, rows, options);
  await begin('measuring columns');
  const fidelity = await assessFidelity({ train, holdout, synthetic, frozen }, columns, options);
  const likelihood = logLikelihood(request.likelihood);
  const projected = await projection(columns, rows, options);
  await begin('plotting');
  const [columnShape, ...shapeMeans] = shapes.measures;
  const names = columns.map((c) => c.schema.name);
  const shapeOf = new Map(shapes.scores.map((s) => [s.column, s.synthetic]));
  const free = columns.filter((c) => c.kind === 'free').map((c) => c.schema.name);
  const measures = [
    columnShape,
    trends.measure,
    qualityScore(columnShape, trends.measure),
    twoSample.measure,
    ...shapeMeans,
    worstOf(WORST.shape, shapes.scores, 'no column has values to compare', performance.now()),
    trends.worstMeasure,
    ...fidelity.measures,
    likelihood.measure,
    ...segments.measures,
    ...utility.measures,
    ...ofOtherKind(utility.kind),
    ...fairness.measures,
  ];
  return {
    version: 1,
    stage: 'quality',
    rows,
    measures: markedApplicable(measures, {
      columns,
      hasTarget: target !== undefined,
      hasOutcome: utility.kind === 'classes' || positive !== undefined,
      hasProtected: groupings.length > 0,
      hasLikelihood: request.likelihood !== undefined,
      hasKey: keyColumns(train).length > 0,
    }),
    columns: columns.map((c) => columnComparison(c, shapeOf.get(c.schema.name) ?? null)),
    pairs: trends.worst,
    pairPlots: pairPlots(columns, trends.worst),
    ...(projected && { projection: projected }),
    telltales: twoSample.telltales,
    columnScores: byColumn(names, [...shapes.scores, ...fidelity.scores]),
    ...(segments.tables.length > 0 && { segments: segments.tables }),
    ...(target !== undefined && { utility: utility.tables }),
    ...(groupings.length > 0 && { fairness: fairness.tables }),
    notes: [
      ...excludedNote(free),
      ...trends.notes,
      ...twoSample.notes,
      ...fidelity.notes,
      ...likelihood.notes,
      ...segments.notes,
      ...utility.notes,
      ...fairness.notes,
    ],
  };
}

const NAMES_IN_NOTE = 10;

function excludedNote(free: readonly string[]): string[] {
  if (free.length === 0) return [];
  const names = free.slice(0, NAMES_IN_NOTE).join(', ') + (free.length > NAMES_IN_NOTE ? ', …' : '');
  return [
    `Identifiers and texts are left out of every measure (${free.length}: ${names}) but missing_value_similarity and key_uniqueness; only their lengths are plotted.`,
  ];
}
