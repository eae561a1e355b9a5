import {
  MEDIA_TYPES,
  type ArtifactRef,
  type TableSchema,
  type TrainInput,
  type TrainOutput,
} from '@headwater/contracts';
import { isHeadwaterError } from '@headwater/contracts';
import { familyNamed, type BundleFiles, type TrainRequest } from '@headwater/generators';
import { codeVersion } from './code-version';
import type { StageEnvironment } from './environment';
import { specOfRun } from './generation-spec';
import { once } from './keyed';
import { requireKnownOrigins } from './known-origins';
import { withRows } from './tables-in-store';

/** Training snapshot and parameters to a model bundle, with checkpoints on the way. */
export async function train(environment: StageEnvironment, input: TrainInput): Promise<TrainOutput> {
  const { store } = environment;
  const spec = await specOfRun(store, input.context);
  const { family: familyName, parameters, seed } = spec.generator;
  const { constraints = [] } = spec;
  const family = familyNamed(familyName);
  return once(
    environment,
    {
      stage: 'train',
      inputs: { train: input.ingest.train.sha256, schema: input.ingest.schema.sha256 },
      parameters: { family: familyName, parameters, constraints },
      seed,
    },
    async (key) => {
      await requireKnownOrigins(environment, input.ingest.train);
      const schema = await store.getJson<TableSchema>(input.ingest.schema);
      const files = await withRows(environment, input.ingest.train, schema, (rows) => {
        const request: Omit<TrainRequest, 'checkpoints'> = {
          rows,
          constraints,
          parameters,
          seed,
          threads: environment.settings.threads,
          dataSha256: input.ingest.train.sha256,
          codeVersion: codeVersion('train'),
          report: (p) => environment.report(p),
          stopRequested: () => environment.stopRequested(),
        };
        return trainFromCheckpoint(environment, key, (checkpoints) => family.train({ ...request, checkpoints }));
      });
      const refs = await putBundle(environment, files);
      const bundle = await store.putTree('model-bundle', refs);
      await store.checkpoints.clear(key);
      const model = refs['model.onnx'];
      return {
        outputs: { bundle, modelSha256: model.sha256, family: familyName },
        artifacts: [bundle, ...Object.values(refs)],
      };
    },
    // The card in the bundle says how long the training took.
    { context: input.context, comparable: ({ modelSha256 }) => modelSha256 },
  );
}

/** A checkpoint that cannot be used costs the training so far, never the run. */
async function trainFromCheckpoint(
  environment: StageEnvironment,
  key: string,
  train: (checkpoints: TrainRequest['checkpoints']) => Promise<BundleFiles>,
): Promise<BundleFiles> {
  const { checkpoints } = environment.store;
  let sequence = 0;
  const seam: TrainRequest['checkpoints'] = {
    load: async () => {
      const latest = await checkpoints.latest(key);
      if (latest === null) return null;
      sequence = latest.sequence;
      return latest.bytes;
    },
    save: async (bytes) => {
      sequence += 1;
      await checkpoints.save(key, sequence, bytes);
    },
  };
  try {
    return await train(seam);
  } catch (error) {
    if (!isHeadwaterError(error) || error.code !== 'MODEL_CHECKPOINT_INVALID') throw error;
    await checkpoints.clear(key);
    return train({ load: () => Promise.resolve(null), save: (bytes, label) => seam.save(bytes, label) });
  }
}

async function putBundle(
  environment: StageEnvironment,
  files: BundleFiles,
): Promise<Record<keyof BundleFiles, ArtifactRef>> {
  const { store } = environment;
  return {
    'model.onnx': await store.putBytes('model-file', MEDIA_TYPES.onnx, files['model.onnx']),
    'codec.json': await store.putBytes('model-file', MEDIA_TYPES.json, files['codec.json']),
    'card.json': await store.putBytes('model-file', MEDIA_TYPES.json, files['card.json']),
  };
}
