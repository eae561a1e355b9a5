import type { Evidence, Measure } from '@headwater/contracts';
import { compareColumns, Pace, requireSameColumns } from '@headwater/quality';
import { attackTables, type AttackColumn } from './attacks/attack-tables';
import { declaredColumns, knowledgeOf } from './attacks/declared-columns';
import { exactMatches, identifierReuse } from './copies/exact-matches';
import { RowDigests } from './copies/row-digests';
import { anonymityMeasures } from './disclosure/anonymity-measures';
import { allInOrder } from './absent-measures';
import { effortOf } from './effort';
import { measuresOfRows } from './measures-of-rows';
import type { PrivacyRequest } from './privacy-request';
import { shadowAttack, withoutShadowModels } from './shadow/shadow-attack';

const SHADOW_MODELS = 16;

/**
 * What synthetic rows may give away about single training rows: how near they are to them, which of them are copies, and
 * what attackers learn of training rows beyond what they learn of held-out rows in the same way (singling out, linking,
 * guessing columns, membership, rare values), and anonymity in declared quasi-identifiers. The three tables have the same
 * columns in the same order; identifiers and texts are left out of all but `identifier_reuse`. Where a measure's interval
 * lies wholly on the worse side of its reference, it found something; README.md has a line for each.
 *
 * A measure that cannot be computed is marked so with a reason. Throws SOURCE_SCHEMA_MISMATCH if the columns differ (of
 * `allTrain` too), SPEC_COLUMN_UNKNOWN if a named column is not among them, RUN_CANCELLED if `stopRequested` answers true,
 * and whatever `shadow` throws. `stopRequested` and `report` are called several times a second.
 */
export async function assessPrivacy(request: PrivacyRequest): Promise<Evidence> {
  const { train, holdout, synthetic, seed } = request;
  requireSameColumns(train, { 'held-out': holdout, synthetic });
  const declared = declaredColumns(train, request);
  const pace = new Pace(request);
  await pace.turn({ note: 'looking for copied rows', done: 0, total: 1 });
  const compared = compareColumns(train, holdout, synthetic);
  const columns = compared.filter((column): column is AttackColumn => column.kind !== 'free');
  const knowledge = knowledgeOf(train, request, columns, seed);
  const rows = { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows };
  const copies = { train: request.allTrain ?? RowDigests.of(train), holdout, synthetic };
  const copied = [exactMatches(copies), identifierReuse(copies)].filter((m): m is Measure => m !== null);
  await pace.turn({ note: 'looking for copied rows', done: 1, total: 1 });
  const { queries, ...effort } = effortOf(request, columns.length);
  const tables = attackTables({ columns, rows, ...effort, seed, pace });
  const ofRows = await measuresOfRows(tables, { knowledge, queries, delta: request.delta ?? 0 });
  const found = [...copied, ...ofRows.measures, ...anonymityMeasures(train, synthetic, declared)];
  const shadow = await ofShadowModels(request);
  const left = compared.length - columns.length;
  const leftNote = left === 0 ? [] : [`Distances and exact matches: ${left} identifier or text columns are left out.`];
  return {
    version: 1,
    stage: 'privacy',
    rows,
    measures: [...allInOrder(found, tables, knowledge), ...shadow.measures],
    columns: [],
    pairs: [],
    ...(ofRows.distances === undefined ? {} : { distances: ofRows.distances }),
    notes: [...leftNote, ...ofRows.notes, ...shadow.notes],
  };
}

async function ofShadowModels(request: PrivacyRequest): Promise<{ measures: Measure[]; notes: string[] }> {
  const { shadow, shadowModels: models = SHADOW_MODELS, train, holdout, synthetic, seed, delta } = request;
  if (shadow === undefined || models <= 0) return { measures: withoutShadowModels(), notes: [] };
  return shadowAttack({
    train,
    holdout,
    synthetic,
    shadow,
    models,
    seed,
    report: (progress) => request.report(progress),
    stopRequested: () => request.stopRequested(),
    ...(delta === undefined ? {} : { delta }),
  });
}
