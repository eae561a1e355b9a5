import { graphError } from '../graph/graph-error';
import { gradients } from '../differentiate/gradients';
import type { ElementType } from '../graph/element-type';
import { Graph } from '../graph/graph';
import { formatShape, sameShape, type Shape } from '../graph/shape';
import type { Value } from '../graph/value';
import { serialise } from '../format/serialise';
import { add } from '../ops/arithmetic';
import { gather } from '../ops/gather';
import { loop } from '../ops/loop';
import type { TensorSpec } from '../run/tensors';
import { nextAverage } from './average';
import { clipByGlobalNorm } from './clip';
import type { Optimiser } from './optimiser';
import type { ParameterSpec } from './parameters';

export interface StepContext {
  readonly parameters: Record<string, Value>;
  /** The whole-chunk inputs. */
  readonly data: Record<string, Value>;
  /** Number of this step in its chunk from 0, an int64 scalar. */
  readonly iteration: Value;
  /** Updates made before this one since the start of training, a float32 scalar. */
  readonly updates: Value;
}

export interface StepResult {
  /** Scalar float32: differentiated, and checked for being finite. */
  readonly loss: Value;
  /** Scalars to report for every step. */
  readonly metrics?: Record<string, Value>;
  /** Gradients that replace the loss's for the parameters named: adversarial losses, private gradients. */
  readonly gradients?: Record<string, Value>;
}

export interface TrainingLoopOptions {
  readonly parameters: readonly ParameterSpec[];
  readonly optimiser: Optimiser;
  /** Keeps bias-corrected averaged weights with this decay, in (0, 1). */
  readonly averageDecay?: number;
  /** Clips gradients to this global norm. */
  readonly clipNorm?: number;
  /** Inputs of a whole chunk, visible in the body; a step takes its part by `iteration`. */
  readonly data: readonly { readonly name: string; readonly type: ElementType; readonly shape: Shape }[];
  /** Builds one step; called once. */
  readonly step: (graph: Graph, context: StepContext) => StepResult;
}

/** One tensor carried from step to step. */
export interface StateSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A training program: an ONNX model that makes K steps a run, state in and state out. */
export interface TrainingProgram {
  readonly bytes: Uint8Array;
  readonly parameters: readonly ParameterSpec[];
  /** Weights under the parameters' names, optimiser slots as name/slot, sums of averages as name/average, then step. */
  readonly state: readonly StateSpec[];
  readonly data: readonly TensorSpec[];
  readonly metrics: readonly string[];
  readonly averageDecay?: number;
}

/** The count of updates, among the state. */
export const STEP = 'step';

/**
 * Builds forward pass, gradients and update into the body of one ONNX Loop. A run takes the number of steps, a learning
 * rate for each of them, the chunk's data and the state; it returns the new state and one loss and set of metrics a step.
 * @throws HeadwaterError GRAPH_INVALID for shapes that do not fit, a loss that is no scalar, names used twice
 */
export function buildTrainingLoop(options: TrainingLoopOptions): TrainingProgram {
  checkOptions(options);
  const outer = new Graph();
  const { parameters, optimiser } = options;
  const state = stateOf(options);
  const trips = outer.input('steps', 'int64', []);
  const rates = outer.input('learning_rates', 'float32', ['steps']);
  const data = Object.fromEntries(
    options.data.map(({ name, type, shape }) => [name, outer.input(`data/${name}`, type, shape)]),
  );
  const carried = state.map(({ name, shape }) => outer.input(`state/${name}`, 'float32', shape));
  let metricNames: string[] = [];
  const looped = loop({
    trips,
    carried,
    body: (graph, body) => {
      const current = new Map(state.map(({ name }, i) => [name, body.carried[i] as Value]));
      const weights = Object.fromEntries(parameters.map(({ name }) => [name, current.get(name) as Value]));
      const updates = current.get(STEP) as Value;
      const result = options.step(graph, { parameters: weights, data, iteration: body.iteration, updates });
      const metrics = { ...result.metrics };
      const found = gradientsOf(options, weights, result);
      const used = options.clipNorm === undefined ? found : clipByGlobalNorm(found, options.clipNorm).clipped;
      const step = add(updates, 1);
      const next = new Map<string, Value>([[STEP, step]]);
      parameters.forEach((parameter, i) => {
        const slots = Object.fromEntries(
          optimiser.slots.map((slot) => [slot, current.get(`${parameter.name}/${slot}`) as Value]),
        );
        const updated = graph.scoped(`update/${parameter.name}`, () =>
          optimiser.update({
            parameter,
            weights: weights[parameter.name] as Value,
            gradient: used[i] as Value,
            slots,
            learningRate: gather(rates, body.iteration),
            step,
          }),
        );
        next.set(parameter.name, updated.weights);
        for (const slot of optimiser.slots) next.set(`${parameter.name}/${slot}`, updated.slots[slot] as Value);
        if (options.averageDecay !== undefined) {
          const sum = `${parameter.name}/average`;
          next.set(sum, nextAverage(current.get(sum) as Value, updated.weights, options.averageDecay));
        }
      });
      metricNames = Object.keys(metrics);
      for (const [name, value] of Object.entries({ loss: result.loss, ...metrics })) requireScalar(name, value);
      return {
        carried: state.map(({ name }) => next.get(name) as Value),
        scans: [result.loss, ...Object.values(metrics)],
      };
    },
  });
  state.forEach(({ name }, i) => outer.output(`next/${name}`, looped.carried[i] as Value));
  outer.output('losses', looped.scans[0] as Value);
  metricNames.forEach((name, i) => outer.output(`metric/${name}`, looped.scans[i + 1] as Value));
  return {
    bytes: serialise(outer, { name: 'training' }),
    parameters,
    state,
    data: options.data,
    metrics: metricNames,
    ...(options.averageDecay === undefined ? {} : { averageDecay: options.averageDecay }),
  };
}

function stateOf({ parameters, optimiser, averageDecay }: TrainingLoopOptions): StateSpec[] {
  const perParameter = parameters.flatMap(({ name, shape }) => [
    { name, shape },
    ...optimiser.slots.map((slot) => ({ name: `${name}/${slot}`, shape })),
    ...(averageDecay === undefined ? [] : [{ name: `${name}/average`, shape }]),
  ]);
  return [...perParameter, { name: STEP, shape: [] }];
}

function gradientsOf(options: TrainingLoopOptions, weights: Record<string, Value>, result: StepResult): Value[] {
  const given = result.gradients ?? {};
  const open = options.parameters.filter(({ name }) => given[name] === undefined);
  const derived = new Map(
    gradients(
      result.loss,
      open.map(({ name }) => weights[name] as Value),
    ).map((gradient, i) => [open[i]?.name, gradient]),
  );
  return options.parameters.map(({ name, shape }) => {
    const gradient = (given[name] ?? derived.get(name)) as Value;
    if (!sameShape(gradient.shape, shape))
      throw graphError(
        `gradient of ${name}`,
        `it is ${formatShape(gradient.shape)}, the parameter ${formatShape(shape)}`,
      );
    return gradient;
  });
}

function requireScalar(name: string, value: Value): void {
  if (value.type !== 'float32' || value.shape.length !== 0) {
    throw graphError(
      name,
      `a step reports scalars of float32, this is ${value.type} ${formatShape(value.shape)}`,
      'Reduce and cast it.',
    );
  }
}

function checkOptions({ parameters, averageDecay, clipNorm }: TrainingLoopOptions): void {
  if (parameters.length === 0) throw graphError('training loop', 'there are no parameters');
  const taken = parameters.find(
    ({ name }, i) => name === STEP || parameters.findIndex((other) => other.name === name) !== i,
  );
  if (taken !== undefined)
    throw graphError(
      `parameter ${taken.name}`,
      taken.name === STEP ? 'the name is kept for the count of steps' : 'two parameters have this name',
    );
  if (averageDecay !== undefined && !(averageDecay > 0 && averageDecay < 1))
    throw graphError('averageDecay', `${averageDecay} is not between 0 and 1`);
  if (clipNorm !== undefined && !(clipNorm > 0)) throw graphError('clipNorm', `${clipNorm} is not positive`);
}
