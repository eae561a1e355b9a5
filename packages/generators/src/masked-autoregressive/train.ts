import { cpus } from 'node:os';
import { canonicalJson, HeadwaterError, type ModelCard } from '@headwater/contracts';
import { env } from 'onnxruntime-node';
import type { BundleFiles, GeneratorFamily, TrainRequest } from '../family';
import { codecOptions } from '../codec/options';
import { TableCodec } from '../codec/table-codec';
import { validateParameters } from '../parameters';
import { sha256 } from '../sha256';
import { codecNotes } from './card-notes';
import { layoutOf, type Layout } from './layout';
import type { MaskedAutoregressiveParameters } from './parameters';
import { planTraining } from './plan';
import { foldShared } from './ordinal-basis';
import { samplerModel } from './sampler-graph';
import { Trainer, type Trained } from './trainer';
import { TrainingData } from './training-data';

const LEAST_ROWS = 10;

/** Fits the codec, trains the network and writes the bundle; see GeneratorFamily.train. */
export async function train(family: GeneratorFamily, request: TrainRequest): Promise<BundleFiles> {
  const parameters = validateParameters(family, request.parameters) as unknown as MaskedAutoregressiveParameters;
  const { frame, seed } = request;
  if (frame.rows < LEAST_ROWS) {
    throw new HeadwaterError('SOURCE_TOO_FEW_ROWS', `${frame.rows} rows are too few to train on`, {
      hint: `Give at least ${LEAST_ROWS}, better some hundreds.`,
    });
  }
  request.report({ note: 'fitting the codec', done: 0, total: 1 });
  const codec = TableCodec.fit(frame, codecOptions(frame.rows, frame.columns.length, parameters));
  const layout = networkLayout(codec);
  const plan = planTraining(frame.rows, layout, parameters);
  const codes = codec.modelled.length > 0 ? codec.encode(frame) : new Int32Array(frame.rows);
  const data = new TrainingData(codes, layout, plan, seed);
  const run = sha256(
    canonicalJson({
      data: request.dataSha256,
      code: request.codeVersion,
      parameters,
      seed,
      plan,
      schema: frame.schema,
    }),
  );
  const trainer = await Trainer.start(run, plan, layout, data, seed, request);
  const trained = await trainer.finish();
  const card = modelCard(family, request, parameters, codec, trained, plan.stepsPerEpoch);
  const codecBytes = codec.toBytes();
  return {
    'model.onnx': samplerModel(layout, plan, foldShared(layout, plan.hidden, trained.weights), sha256(codecBytes)),
    'codec.json': codecBytes,
    'card.json': new TextEncoder().encode(canonicalJson(card)),
  };
}

/** Of the modelled columns; a table without any is given one of two codes, so that there is a network to write. */
export function networkLayout(codec: TableCodec): Layout {
  return codec.modelled.length > 0
    ? layoutOf(
        codec.modelled.map(({ width }) => width),
        codec.ordered(),
      )
    : layoutOf([2]);
}

function modelCard(
  family: GeneratorFamily,
  request: TrainRequest,
  parameters: MaskedAutoregressiveParameters,
  codec: TableCodec,
  { specs, progression, stoppedBecause }: Trained,
  stepsPerEpoch: number,
): ModelCard {
  return {
    version: 1,
    family: family.name,
    parameters: { ...parameters },
    seed: request.seed,
    trainRows: request.frame.rows,
    columns: request.frame.columns.length,
    modelParameters: specs.reduce((sum, { shape }) => sum + shape.reduce((size, dim) => size * dim, 1), 0),
    dataSha256: request.dataSha256,
    codeVersion: request.codeVersion,
    runtime: {
      onnxruntime: env.versions.common,
      platform: process.platform,
      arch: process.arch,
      cpu: cpus()[0]?.model ?? 'unknown',
    },
    differentialPrivacy: null,
    training: progression.points,
    bestEpoch: Number((progression.bestStep / stepsPerEpoch).toFixed(2)),
    stoppedBecause,
    notes: codecNotes(codec.code, parameters.maxSeconds),
  };
}
