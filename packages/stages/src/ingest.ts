import {
  HeadwaterError,
  type ChainSpec,
  type IngestOutput,
  type SourceSpec,
  type StageContext,
  type TableSchema,
} from '@headwater/contracts';
import { detectPii } from '@headwater/privacy';
import { frameFromBatches, openSource, profileFrame, splitFrame, type Frame, type Source } from '@headwater/tables';
import { checkColumnsNamed } from './column-names';
import type { StageEnvironment } from './environment';
import { once } from './keyed';
import { localSource, type LocalSource } from './local-source';
import { preflight } from './preflight';
import { putSnapshot } from './tables-in-store';

/** Fewer rows than these leave nothing to learn from, or nothing to judge with. */
const LEAST_ROWS = { train: 16, holdout: 4 };

/** Source to snapshots (train, holdout), schema, profile and PII findings. Refuses what the later stages could not use. */
export async function ingest(environment: StageEnvironment, context: StageContext): Promise<IngestOutput> {
  const spec = await environment.store.getJson<ChainSpec>(context.spec);
  await preflight(environment, context, spec);
  const source = await localSource(environment, spec.source);
  const holdout = 'holdout' in spec.split ? await localSource(environment, spec.split.holdout) : null;
  return once(
    environment,
    {
      stage: 'ingest',
      inputs: { source: source.sha256, ...(holdout ? { holdout: holdout.sha256 } : {}) },
      parameters: {
        source: readingOptions(spec.source),
        columns: spec.schema.columns,
        split: 'holdout' in spec.split ? readingOptions(spec.split.holdout) : spec.split,
        conditions: Object.keys(spec.output.conditions).sort(),
      },
    },
    async () => {
      const { train, held, schema } = await readAndSplit(environment, spec, source, holdout);
      environment.report({ note: 'profiling', done: 2, total: 4 });
      const store = environment.store;
      const pii = await store.putJson('pii-findings', detectPii(train));
      const outputs = {
        profile: await store.putJson('profile', profileFrame(train)),
        pii,
        schema: await store.putJson('schema', schema),
        train: await putSnapshot(environment, 'train', train),
        holdout: await putSnapshot(environment, 'holdout', held),
        columns: schema.columns.length,
        sourceSha256: source.sha256,
      };
      environment.report({ note: 'stored', done: 4, total: 4 });
      return { outputs, artifacts: [outputs.train, outputs.holdout, outputs.schema, outputs.profile, outputs.pii] };
    },
  );
}

async function readAndSplit(
  environment: StageEnvironment,
  spec: ChainSpec,
  source: LocalSource,
  holdout: LocalSource | null,
): Promise<{ train: Frame; held: Frame; schema: TableSchema }> {
  environment.report({ note: 'reading', done: 0, total: 4 });
  const opened = await openSource({ ...spec.source, path: source.path }, spec.schema.columns);
  checkColumnsNamed(spec, opened.schema);
  const whole = await readAll(opened, spec.source.path, environment);
  environment.report({ note: 'reading the holdout', done: 1, total: 4 });
  if (holdout !== null && 'holdout' in spec.split) {
    const held = await readAll(
      await openSource({ ...spec.split.holdout, path: holdout.path }, spec.schema.columns, opened.schema),
      spec.split.holdout.path,
      environment,
    );
    requireRows(whole.rows, LEAST_ROWS.train, spec.source.path, 'train');
    requireRows(held.rows, LEAST_ROWS.holdout, spec.split.holdout.path, 'hold out');
    return { train: whole, held, schema: opened.schema };
  }
  requireRows(whole.rows, LEAST_ROWS.train + LEAST_ROWS.holdout, spec.source.path, 'train and hold out');
  const { share, seed } = spec.split as { share: number; seed: number };
  const { train, holdout: held } = splitFrame(whole, share, seed);
  requireRows(train.rows, LEAST_ROWS.train, spec.source.path, `train, with split.share ${share},`);
  requireRows(held.rows, LEAST_ROWS.holdout, spec.source.path, `hold out, with split.share ${share},`);
  return { train, held, schema: opened.schema };
}

async function readAll(source: Source, path: string, environment: StageEnvironment): Promise<Frame> {
  if (environment.stopRequested()) throw new HeadwaterError('RUN_CANCELLED', 'ingestion was cancelled');
  try {
    return await frameFromBatches(source.schema, source.batches());
  } catch (error) {
    if (error instanceof RangeError)
      throw new HeadwaterError('SOURCE_UNREADABLE', `${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

function requireRows(found: number, least: number, path: string, purpose: string): void {
  if (found >= least) return;
  throw new HeadwaterError(
    'SOURCE_TOO_FEW_ROWS',
    `${path} has ${found} row${found === 1 ? '' : 's'} to ${purpose}; at least ${least} are needed`,
    {
      hint: 'Give the chain more rows, or change its split.',
      where: path,
    },
  );
}

/** How a file is read, without where it lies: its bytes are in the key by their hash. */
function readingOptions(source: SourceSpec): object {
  return { format: source.format ?? null, options: source.options };
}
