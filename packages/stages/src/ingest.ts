import {
  MEDIA_TYPES,
  type ArtifactRef,
  type ChainSpec,
  type IngestOutput,
  type SourceSpec,
  type StageContext,
} from '@headwater/contracts';
import { labelTable, snapshotSource } from '@headwater/tables';
import { constrainedColumns } from './column-names';
import type { StageEnvironment } from './environment';
import { examineRows } from './examine-rows';
import { HOLDOUT_STEPS, IngestProgress, LAST_STEPS, SOURCE_STEPS, type FileSteps } from './ingest-progress';
import { once } from './keyed';
import { localSource, type LocalSource } from './local-source';
import { preflight } from './preflight';
import { writeChainSnapshots } from './snapshots';
import { sourcesOf } from './sources-of';
import type { WrittenSnapshot } from './write-snapshots';

/**
 * Source to snapshots (train, holdout), schema, profile and PII findings, in passes that hold a few batches of it.
 * Refuses what the later stages could not use. Nothing is stored before all is made.
 */
export async function ingest(environment: StageEnvironment, context: StageContext): Promise<IngestOutput> {
  const { store } = environment;
  const spec = sourcesOf(await store.getJson<ChainSpec>(context.spec), context);
  await preflight(environment, context, spec);
  const { split } = spec;
  const files = 'holdout' in split ? [SOURCE_STEPS, HOLDOUT_STEPS] : [SOURCE_STEPS];
  const progress = new IngestProgress(environment, files);
  const source = await fetch(environment, spec.source, SOURCE_STEPS, progress);
  const holdout = 'holdout' in split ? await fetch(environment, split.holdout, HOLDOUT_STEPS, progress) : null;
  return once(
    environment,
    {
      stage: 'ingest',
      inputs: { source: source.sha256, ...(holdout ? { holdout: holdout.sha256 } : {}) },
      parameters: {
        source: readingOptions(spec.source),
        columns: spec.schema.columns,
        split: 'holdout' in split ? readingOptions(split.holdout) : split,
        conditions: Object.keys(spec.output.conditions).sort(),
        constraints: constrainedColumns(spec),
        checked: [...new Set([...spec.checks.protected, ...spec.checks.segments])].sort(),
      },
    },
    async () => {
      const made = await writeChainSnapshots(environment.scratch, spec, source, holdout, progress);
      const { schema, train } = made;
      await labelTable(train.path, { origin: 'real', generation: 0, source: source.sha256 });
      await labelTable(made.holdout.path, { origin: 'real', generation: 0, source: (holdout ?? source).sha256 });
      const { profile, pii } = await examineRows(
        snapshotSource(train.path, schema, train.rows),
        'seed' in split ? split.seed : 0,
        (done, total) => progress.at(LAST_STEPS.profile, done, total),
      );
      progress.at(LAST_STEPS.store);
      const outputs = {
        profile: await store.putJson('profile', profile),
        pii: await store.putJson('pii-findings', pii),
        schema: await store.putJson('schema', schema),
        train: await putSnapshot(environment, train),
        holdout: await putSnapshot(environment, made.holdout),
        columns: schema.columns.length,
        sourceSha256: source.sha256,
      };
      return { outputs, artifacts: [outputs.train, outputs.holdout, outputs.schema, outputs.profile, outputs.pii] };
    },
    { context },
  );
}

function fetch(
  environment: StageEnvironment,
  source: SourceSpec,
  steps: FileSteps,
  progress: IngestProgress,
): Promise<LocalSource> {
  return localSource(environment, source, (done, total) => progress.at(steps.fetch, done, total, 'bytes'));
}

function putSnapshot(environment: StageEnvironment, { path, rows }: WrittenSnapshot): Promise<ArtifactRef> {
  return environment.store.putFile('snapshot', MEDIA_TYPES.parquet, path, rows);
}

/** How a file is read, without where it lies: its bytes are in the key by their hash. */
function readingOptions(source: SourceSpec): object {
  return { format: source.format ?? null, options: source.options };
}
