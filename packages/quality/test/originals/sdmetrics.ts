import type { Frame } from '@headwater/tables';
import {
  columnOf,
  Comparisons,
  readExpected,
  type Case,
  type Comparison,
} from '../../../../test/reference/judges/judged';
import { compareColumns, Pace } from '../../src';
import { columnPairTrends, scorePairs } from '../../src/column-pair-trends';
import type { TrendColumn } from '../../src/column-pairs/pair-trend';
import { columnShapes } from '../../src/column-shapes';
import { diagnosticReport, keyScores } from '../../src/fidelity/sdmetrics/diagnostic';
import { scoreColumns } from '../../src/fidelity/sdmetrics/score-columns';
import { qualityScore } from '../../src/quality-score';
import { unwatched } from '../support/frames';
import { named } from '../support/fidelity-tables';

const MEASURES = ['data_validity', 'data_structure', 'diagnostic_score'] as const;
type Diagnostic = Record<(typeof MEASURES)[number], number>;

interface Expected {
  report: {
    column_shapes: number;
    column_pair_trends: number;
    quality_score: number;
    columns: Record<string, number | null>;
    pairs: [string, string, number | null][];
  };
  columns: Record<string, Record<string, number | null>>;
  diagnostic: Diagnostic;
  diagnostic_with_key: Diagnostic;
  key_uniqueness: number;
}

const expected = readExpected<Expected>('sdmetrics');
const options = { seed: 1, pace: new Pace(unwatched) };

/** Quality report, single-column measures and diagnostic report: every column, every pair, every mean. */
export async function compareWithSdmetrics(one: Case): Promise<Comparison[]> {
  const { report, columns: ofColumns, ...diagnostics } = expected[one.name] as Expected;
  const { train, holdout, synthetic } = one;
  const columns = compareColumns(train, holdout, synthetic);
  const kinds = new Map(columns.map((c) => [c.schema.name, c.kind]));
  const found = new Comparisons('SDMetrics 0.32');

  const shapes = await columnShapes(columns, options.pace);
  for (const { column, synthetic: score } of shapes.scores.filter((s) => s.measure.endsWith('_complement')))
    found.exact(
      kinds.get(column) === 'continuous' ? 'ks_complement' : 'tv_complement',
      column,
      score,
      report.columns[column],
    );
  const trends = await columnPairTrends(columns, options);
  const pairs = await scorePairs(columns as TrendColumn[], options);
  const scored = new Map(pairs.scored.map((p) => [`${p.a}|${p.b}`, p.synthetic]));
  for (const [a, b, score] of report.pairs) {
    const numbers = kinds.get(a) === 'continuous' && kinds.get(b) === 'continuous';
    const measure = numbers ? 'correlation_similarity' : 'contingency_similarity';
    found.exact(measure, `${a}, ${b}`, scored.get(`${a}|${b}`), score);
  }
  const [shapeMeasure] = shapes.measures;
  found.exact('column_shapes', 'report', shapeMeasure.score, report.column_shapes);
  found.exact('column_pair_trends', 'report', trends.measure.score, report.column_pair_trends);
  found.exact('quality_score', 'report', qualityScore(shapeMeasure, trends.measure).score, report.quality_score);

  const { scores } = await scoreColumns(columns, options.pace);
  const byPart = new Map(scores.map((s) => [`${s.measure}|${s.column}`, s.synthetic]));
  for (const [column, measures] of Object.entries(ofColumns))
    for (const [measure, score] of Object.entries(measures))
      found.exact(measure, column, byPart.get(`${measure}|${column}`), score);

  const tables = { train, holdout, synthetic };
  for (const measure of MEASURES)
    found.exact(
      measure,
      'no key',
      named(diagnosticReport(tables, scores), measure).score,
      diagnostics.diagnostic[measure],
    );
  const keyed = {
    train: withKey(train, (i) => `t${i}`),
    holdout: withKey(holdout, (i) => `h${i}`),
    synthetic: withKey(synthetic, (i) => `s${(i * i) % 401}`),
  };
  const keys = keyScores(keyed);
  found.exact('key_uniqueness', 'row_id', keys[0]?.synthetic, diagnostics.key_uniqueness);
  const ofKeyed = diagnosticReport(keyed, [...scores, ...keys]);
  for (const measure of MEASURES)
    found.exact(measure, 'with a key', named(ofKeyed, measure).score, diagnostics.diagnostic_with_key[measure]);
  return found.all;
}

/** As sdmetrics_of_tables.py adds it. */
function withKey(frame: Frame, name: (row: number) => string): Frame {
  const cells = Array.from({ length: frame.rows }, (_, i) => name(i));
  const columns = [...frame.columns, columnOf('row_id', 'identifier', cells)];
  return { ...frame, columns, schema: { ...frame.schema, columns: columns.map((c) => c.schema) } };
}
