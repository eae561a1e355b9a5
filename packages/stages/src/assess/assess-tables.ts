import type { AssessedTables, ChecksSpec, GateDecision, PolicySpec, RunCard } from '@headwater/contracts';
import { decide } from '@headwater/policy';
import { renderRunCard } from '@headwater/reports';
import { PRODUCT_VERSION } from '../version';
import { assessRows } from './assess-rows';
import { checkJudgedColumns } from './judged-columns';
import { judgedRows, type JudgedSources } from './judged-rows';

export interface TablesToAssess {
  sources: JudgedSources;
  /** What the tables are called, for the card. */
  assessed: Omit<AssessedTables, 'at' | 'seconds'>;
  checks: ChecksSpec;
  policy: PolicySpec;
  report: (progress: { note: string; done: number; total: number }) => void;
  stopRequested: () => boolean;
  /** Milliseconds since 1970; for the card. */
  now?: () => number;
}

/** The judged tables: the card's content, and the page drawn from it. */
export interface TableAssessment {
  card: RunCard & { assessed: AssessedTables; decision: GateDecision } & Required<Pick<RunCard, 'privacy' | 'quality'>>;
  html: string;
}

/**
 * What the check stages of a chain would find in any three tables, judged by a policy, without a chain. Throws
 * SOURCE_SCHEMA_MISMATCH, SPEC_COLUMN_UNKNOWN, SPEC_INVALID and RUN_CANCELLED.
 */
export async function assessTables(request: TablesToAssess): Promise<TableAssessment> {
  const { sources, assessed, checks, policy, report, stopRequested, now = Date.now } = request;
  const started = now();
  checkJudgedColumns(checks, sources.train.schema);
  const rows = await judgedRows(sources, {
    mostRows: checks.mostRows,
    seed: checks.seed,
    digests: true,
    watch: (note, done, total) => report({ note, done, total }),
  });
  const controls = { checks, report, stopRequested };
  const privacy = await assessRows('privacy', rows, controls);
  const quality = await assessRows('quality', rows, controls);
  const measures = [privacy, quality].flatMap(({ stage, measures: found }) =>
    found.map((measure) => ({ stage, measure })),
  );
  const card = {
    version: 1 as const,
    run: null,
    assessed: { ...assessed, at: new Date(started).toISOString(), seconds: (now() - started) / 1000 },
    schema: sources.train.schema,
    model: null,
    decision: decide(policy, measures, []),
    privacy,
    quality,
    pii: [],
    headwaterVersion: PRODUCT_VERSION,
  };
  return { card, html: await renderRunCard(card) };
}
