import { cpus } from 'node:os';
import { canonicalJson, HeadwaterError, type ModelCard } from '@headwater/contracts';
import { type ProviderUse } from '@headwater/onnx-graph';
import { env } from 'onnxruntime-node';
import type { BundleFiles, GeneratorFamily, TrainRequest } from '../family';
import { codecOptions } from '../codec/options';
import { TableCodec } from '../codec/table-codec';
import { validateParameters } from '../parameters';
import { keptRows } from '../reshape/constraints/kept-rows';
import { sha256 } from '../sha256';
import { codecNotes, ruleNotes } from './card-notes';
import { codecSample, codeRows, rowsToCode } from './coded-rows';
import { networkLayout, targetColumns } from './network-layout';
import type { MaskedAutoregressiveParameters } from './parameters';
import { planTraining, type TrainingPlan } from './plan';
import { foldShared } from './ordinal-basis';
import { samplerModel } from './sampler-graph';
import { trainNetwork, type Trained } from './trainer';
import { TrainingData } from './training-data';

const LEAST_ROWS = 10;

/** Fits the codec, trains the network and writes the bundle; see GeneratorFamily.train. */
export async function train(family: GeneratorFamily, request: TrainRequest): Promise<BundleFiles> {
  const parameters = validateParameters(family, request.parameters) as unknown as MaskedAutoregressiveParameters;
  const { seed, constraints = [] } = request;
  const { rows, dropped } = await keptRows(request.rows, constraints);
  if (rows.rows < LEAST_ROWS) {
    throw new HeadwaterError('SOURCE_TOO_FEW_ROWS', `${rows.rows} rows are too few to train on`, {
      hint: `Give at least ${LEAST_ROWS}, better some hundreds.`,
    });
  }
  request.report({ note: 'fitting the codec', done: 0, total: 1 });
  const sample = await codecSample(rows, seed);
  const codec = TableCodec.fit(sample, codecOptions(sample.rows, rows.schema.columns.length, parameters), constraints);
  const layout = networkLayout(codec);
  const table = await codeRows(rowsToCode(rows, sample), codec, layout, request);
  const plan = planTraining(
    { rows: table.rows, layout, targets: targetColumns(codec), threads: request.threads },
    parameters,
  );
  const data = new TrainingData(table, layout, plan, seed);
  const run = sha256(
    canonicalJson({
      data: request.dataSha256,
      code: request.codeVersion,
      parameters,
      seed,
      plan,
      schema: rows.schema,
      constraints,
    }),
  );
  const trained = await trainNetwork(run, plan, layout, data, seed, {
    ...request,
    provider: parameters.provider,
  });
  const notes = [
    ...codecNotes(codec.code, parameters.maxSeconds),
    ...ruleNotes(constraints, dropped),
    ...(trained.gaveWay === null ? [] : [providerNote(trained.gaveWay)]),
    ...(table.rows === rows.rows ? [] : [keptNote(rows.rows, table.rows)]),
  ];
  const card = { ...modelCard(family, request, parameters, trained, plan), trainRows: rows.rows, notes };
  const codecBytes = codec.toBytes();
  return {
    'model.onnx': samplerModel(layout, plan, foldShared(layout, plan.hidden, trained.weights), sha256(codecBytes)),
    'codec.json': codecBytes,
    'card.json': new TextEncoder().encode(canonicalJson(card)),
  };
}

function modelCard(
  family: GeneratorFamily,
  request: TrainRequest,
  parameters: MaskedAutoregressiveParameters,
  { specs, points, bestStep, stoppedBecause }: Trained,
  plan: TrainingPlan,
): Omit<ModelCard, 'trainRows' | 'notes'> {
  return {
    version: 1,
    family: family.name,
    parameters: { ...parameters },
    seed: request.seed,
    columns: request.rows.schema.columns.length,
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
    training: points,
    bestEpoch: Number((bestStep / plan.stepsPerEpoch).toFixed(2)),
    stoppedBecause,
  };
}

function keptNote(rows: number, kept: number): string {
  return `Of ${rows} rows, ${kept}, evenly spaced, were kept for training: memory is bounded.`;
}

function providerNote({ asked, used, reason }: ProviderUse): string {
  return `Training ran on ${used} instead of ${asked}: ${reason ?? 'it could not be used'}.`;
}
