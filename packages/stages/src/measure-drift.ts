import {
  isHeadwaterError,
  type ArtifactRef,
  type DriftInput,
  type DriftOutput,
  type TableSchema,
} from '@headwater/contracts';
import { columnDrift } from '@headwater/quality';
import { sampleRows, type Frame } from '@headwater/tables';
import type { StageEnvironment } from './environment';
import { readLineage } from './generation-history';
import { peakResidentBytes, secondsSince } from './keyed';
import { withRows } from './tables-in-store';

/** Rows of either table that are compared at most. */
const MOST_ROWS = 100_000;
/** Columns that go through history at most. */
const MOST_NAMED = 5;

type Found = Pick<DriftOutput, 'drifted' | 'columns' | 'because'>;

/** The rows of this run's source against those that the present generation began with. */
export async function measureDrift(environment: StageEnvironment, input: DriftInput): Promise<DriftOutput> {
  const started = performance.now();
  const found = await driftOf(environment, input);
  return { ...found, key: '', reused: false, seconds: secondsSince(started), peakBytes: peakResidentBytes() };
}

async function driftOf(environment: StageEnvironment, { context, plan, ingest }: DriftInput): Promise<Found> {
  const lineage = await readLineage(environment, plan.lineage, context.chain);
  const began = lineage.generations.find((r) => r.accepted && r.generation === plan.generation);
  const none = (because: string): Found => ({ drifted: false, columns: [], because });
  if (began?.train === undefined || began.schema === undefined) return none('The generation begins with these rows.');
  if (began.train.sha256 === ingest.train.sha256) return none('The rows are those the generation began with.');
  const before = await sampled(environment, began.train, began.schema);
  const now = await sampled(environment, ingest.train, ingest.schema);
  try {
    const columns = columnDrift(before, now);
    const far = columns.filter(({ drifted }) => drifted).length;
    return {
      drifted: far > 0,
      columns: columns.slice(0, MOST_NAMED),
      because:
        far === 0
          ? 'No column moved by more than chance and enough to matter.'
          : `${far} of ${columns.length} columns moved by more than chance since the generation began.`,
    };
  } catch (error) {
    if (!isHeadwaterError(error) || error.code !== 'SOURCE_SCHEMA_MISMATCH') throw error;
    return { drifted: true, columns: [], because: 'The columns are not those the generation began with.' };
  }
}

async function sampled(environment: StageEnvironment, table: ArtifactRef, schemaRef: ArtifactRef): Promise<Frame> {
  const schema = await environment.store.getJson<TableSchema>(schemaRef);
  return withRows(environment, table, schema, (rows) => sampleRows(rows, MOST_ROWS, 0));
}
