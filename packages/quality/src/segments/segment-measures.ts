import type { Measure, PartScore, SegmentScores } from '@headwater/contracts';
import { columnPairTrends } from '../column-pair-trends';
import { columnShapes } from '../column-shapes';
import type { ComparedColumn, DiscreteColumn, Trio } from '../compared-columns';
import { COLUMN_MEASURES } from '../fidelity/sdmetrics/column-measures';
import { scoreColumns } from '../fidelity/sdmetrics/score-columns';
import { meanOfScored } from '../mean';
import { measured, notComputed, type MeasureDefinition } from '../measured';
import type { Pace } from '../pace';
import { columnsWithin, MOST_LEVELS, segmentColumn, segmentLevels, type SegmentLevel } from './segment-levels';

/** Rows that a level needs to be measured. */
const LEAST: Trio<number> = { train: 50, holdout: 20, synthetic: 20 };
/** Pairs of columns that are compared for one level. */
const MOST_PAIRS = 500;
const SINGLE = COLUMN_MEASURES.filter((m) => ['missing_value_similarity', 'category_coverage'].includes(m.name));

const WORDS = {
  column_shapes: 'How alike each single column is distributed in training and synthetic rows',
  column_pair_trends: 'How alike clearly related columns go together in training and synthetic rows',
  missing_value_similarity: 'How alike the shares of missing values are in training and synthetic rows',
  category_coverage: 'The share of real categories that the synthetic rows still have',
};
type Name = keyof typeof WORDS;
/** Why no level has a score. */
const NONE: Record<Name, string> = {
  column_shapes: 'no other column has values to compare',
  column_pair_trends: 'no two other columns are clearly related within a level',
  missing_value_similarity: 'there is no other column to compare',
  category_coverage: 'no other category or boolean column has values',
};
const NAMES = Object.keys(WORDS) as Name[];

export interface SegmentAssessment {
  measures: Measure[];
  tables: SegmentScores[];
  notes: string[];
}

/**
 * Fidelity within the levels of each column named: `column_shapes@COLUMN`, `column_pair_trends@…`,
 * `missing_value_similarity@…` and `category_coverage@…` are those of the level that falls furthest below its reference,
 * the held-out rows of the same level (below 1 where they have no score); the tables hold all levels. All columns but
 * the one that splits are compared.
 *
 * A level needs 50 training and 20 held-out rows, and 20 synthetic ones or a training share that lets one expect as many:
 * what the synthetic rows then lack is their fault. A level that they lack altogether scores 0 on column_shapes.
 * @throws HeadwaterError SPEC_COLUMN_UNKNOWN, SPEC_INVALID for a column without levels, RUN_CANCELLED
 */
export async function segmentMeasures(
  columns: readonly ComparedColumn[],
  names: readonly string[],
  options: { seed: number; pace: Pace },
): Promise<SegmentAssessment> {
  const splitting = [...new Set(names)].map((name) => segmentColumn(columns, name));
  const found: SegmentAssessment = { measures: [], tables: [], notes: [] };
  for (const column of splitting) {
    const since = performance.now();
    const { name } = column.schema;
    const { found: levels, others } = segmentLevels(column);
    if (others > 0)
      found.notes.push(
        `Segments of ${name}: the ${levels.length} most frequent levels (at most ${MOST_LEVELS}, of five training rows or more); ${others} are left out.`,
      );
    const tables: SegmentScores[] = [];
    for (const [i, level] of levels.entries()) {
      await options.pace.turn({ note: `comparing levels of ${name}`, done: i, total: levels.length });
      tables.push(await levelScores(column, level, columns, options));
    }
    found.tables.push(...tables);
    found.measures.push(...NAMES.map((measure) => worstLevel(measure, name, tables, since)));
  }
  return found;
}

async function levelScores(
  column: DiscreteColumn,
  level: SegmentLevel,
  columns: readonly ComparedColumn[],
  { seed, pace }: { seed: number; pace: Pace },
): Promise<SegmentScores> {
  const rows = { train: level.train.length, holdout: level.holdout.length, synthetic: level.synthetic.length };
  const found: SegmentScores = { column: column.schema.name, level: level.level, rows, measures: {} };
  const expected = (column.synthetic.length * rows.train) / column.train.length;
  const reason = tooFew({ ...rows, synthetic: Math.max(rows.synthetic, expected) });
  if (reason !== null) return { ...found, reason };
  const within = columnsWithin(
    columns.filter((c) => c !== column && c.kind !== 'free'),
    level,
  );
  const shapes = await columnShapes(within, pace);
  const trends = await columnPairTrends(within, { seed, pace, mostPairs: MOST_PAIRS });
  const single = await scoreColumns(within, pace, SINGLE);
  const measures = [shapes.measures[0], trends.measure, ...single.measures];
  found.measures = Object.fromEntries(measures.map(({ name, score, reference }) => [name, { score, reference }]));
  if (rows.synthetic === 0)
    found.measures.column_shapes = { score: 0, reference: meanOfScored(shapes.scores.map((s) => s.holdout)) };
  return found;
}

function tooFew(rows: Trio<number>): string | null {
  if (rows.train < LEAST.train) return `it needs ${LEAST.train} training rows, and has ${rows.train}`;
  if (rows.holdout < LEAST.holdout) return `it needs ${LEAST.holdout} held-out rows, and has ${rows.holdout}`;
  if (rows.synthetic < LEAST.synthetic)
    return `it needs ${LEAST.synthetic} synthetic rows, and no more are to be expected of so small a level`;
  return null;
}

/** Of the level that falls furthest below its reference. */
function worstLevel(measure: Name, column: string, levels: readonly SegmentScores[], since: number): Measure {
  const definition: MeasureDefinition = {
    name: `${measure}@${column}`,
    family: 'fidelity',
    better: 'higher',
    meaning: `${WORDS[measure]}, within the level of ${column} that falls furthest below real held-out rows of the same level. All levels are in the evidence.`,
  };
  const measuredLevels = levels.filter((l) => l.reason === undefined);
  if (measuredLevels.length === 0)
    return notComputed(definition, `no level has ${LEAST.train} training and ${LEAST.holdout} held-out rows`, since);
  let worst: PartScore | null = null;
  for (const { measures } of measuredLevels) {
    const found = measures[measure];
    if (found?.score != null && (worst === null || fall(found) > fall(worst))) worst = found;
  }
  if (worst?.score == null) return notComputed(definition, NONE[measure], since);
  return measured(definition, { score: worst.score, reference: worst.reference }, since);
}

/** How far below its reference; below 1, the best there is, where real rows have no score. */
function fall({ score, reference }: PartScore): number {
  return (reference ?? 1) - (score ?? 1);
}
