import { graphError } from '../graph/graph-error';
import type { ElementType } from '../graph/element-type';
import { Graph } from '../graph/graph';
import type { Shape } from '../graph/shape';
import type { Value } from '../graph/value';
import { serialise } from '../format/serialise';
import { add, mul } from '../ops/arithmetic';
import { gather } from '../ops/gather';
import { loop } from '../ops/loop';
import type { TensorSpec } from '../run/tensors';
import type { Optimiser } from './optimiser';
import { resolveGroups, type ParameterGroup, type ResolvedGroup } from './parameter-groups';
import type { ParameterSpec } from './parameters';
import { resolvePhases, type Phase, type ResolvedPhase } from './phases';
import { differentiateStep, type StepBuilder, type StepReport } from './step';
import { applyUpdate, replaceBuffers, type CurrentState } from './update';

export type { Phase } from './phases';
export type { StepContext, StepResult } from './step';

export interface TrainingLoopOptions {
  readonly parameters: readonly ParameterSpec[];
  /** Of the parameters whose group names no other. */
  readonly optimiser: Optimiser;
  /** Parameters that are updated in a way of their own. */
  readonly groups?: readonly ParameterGroup[];
  /** Tensors that steps replace without gradients: the running averages of batch normalisation. */
  readonly buffers?: readonly ParameterSpec[];
  /** Keeps bias-corrected averaged weights with this decay, in (0, 1). */
  readonly averageDecay?: number;
  /** Clips gradients to this global norm, all together but those of groups with a norm of their own. */
  readonly clipNorm?: number;
  /** Inputs of a whole chunk, visible in the body; a step takes its part by `iteration`. */
  readonly data: readonly { readonly name: string; readonly type: ElementType; readonly shape: Shape }[];
  /** One step: every parameter is updated once. Give this, or phases. */
  readonly step?: StepBuilder;
  /** Updates that follow one another in every step, each of its own groups (adversarial training). */
  readonly phases?: readonly Phase[];
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
  readonly buffers: readonly ParameterSpec[];
  /** Weights under the parameters' names, optimiser slots as name/slot, sums of averages as name/average, buffers, step. */
  readonly state: readonly StateSpec[];
  readonly data: readonly TensorSpec[];
  readonly metrics: readonly string[];
  readonly averageDecay?: number;
}

/** The count of steps, among the state. */
export const STEP = 'step';

/**
 * Builds forward pass, gradients and update into the body of one ONNX Loop. A run takes the number of steps, a learning
 * rate for each of them, the chunk's data and the state; it returns the new state and one loss and set of metrics a step.
 * Of phases, the loss is the sum of all, and each one's loss and metrics are reported as phase/name, means over its
 * repetitions.
 * @throws HeadwaterError GRAPH_INVALID for shapes that do not fit, a loss that is no scalar, names that do not fit
 */
export function buildTrainingLoop(options: TrainingLoopOptions): TrainingProgram {
  checkOptions(options);
  const groups = resolveGroups(options);
  const phases = resolvePhases(options, groups);
  const outer = new Graph();
  const { parameters, buffers = [], averageDecay } = options;
  const state = stateOf(options, groups);
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
      const current: CurrentState = new Map(state.map(({ name }, i) => [name, body.carried[i] as Value]));
      const updates = current.get(STEP) as Value;
      const settings = {
        graph,
        steps: updates,
        learningRate: () => gather(rates, body.iteration),
        clipNorm: options.clipNorm,
        averageDecay,
        updatesPerStep: updatesPerStep(phases),
      };
      const made = new Map<string, number>();
      const reports = phases.map((phase) => {
        const repetitions = Array.from({ length: phase.repeat }, (_, repetition) => {
          const weights = Object.fromEntries(parameters.map(({ name }) => [name, current.get(name) as Value]));
          const held = Object.fromEntries(buffers.map(({ name }) => [name, current.get(name) as Value]));
          const context = { parameters: weights, buffers: held, data, iteration: body.iteration, repetition, updates };
          const result = phase.step(graph, context);
          const { report, gradients } = differentiateStep(result, phase.groups, weights);
          applyUpdate(settings, phase.groups, gradients, current, made);
          replaceBuffers(buffers, result, current);
          return report;
        });
        return { name: phase.name, report: meanReport(repetitions) };
      });
      current.set(STEP, add(updates, 1));
      const { loss, metrics } = joinReports(reports);
      metricNames = Object.keys(metrics);
      return {
        carried: state.map(({ name }) => current.get(name) as Value),
        scans: [loss, ...Object.values(metrics)],
      };
    },
  });
  state.forEach(({ name }, i) => outer.output(`next/${name}`, looped.carried[i] as Value));
  outer.output('losses', looped.scans[0] as Value);
  metricNames.forEach((name, i) => outer.output(`metric/${name}`, looped.scans[i + 1] as Value));
  return {
    bytes: serialise(outer, { name: 'training' }),
    parameters,
    buffers,
    state,
    data: options.data,
    metrics: metricNames,
    ...(averageDecay === undefined ? {} : { averageDecay }),
  };
}

function stateOf(options: TrainingLoopOptions, groups: readonly ResolvedGroup[]): StateSpec[] {
  const { parameters, buffers = [], averageDecay } = options;
  const perParameter = parameters.flatMap((parameter) => {
    const { name, shape } = parameter;
    const { optimiser } = groups.find((group) => group.parameters.includes(parameter)) as ResolvedGroup;
    return [
      { name, shape },
      ...optimiser.slots.map((slot) => ({ name: `${name}/${slot}`, shape })),
      ...(averageDecay === undefined ? [] : [{ name: `${name}/average`, shape }]),
    ];
  });
  return [...perParameter, ...buffers.map(({ name, shape }) => ({ name, shape })), { name: STEP, shape: [] }];
}

function updatesPerStep(phases: readonly ResolvedPhase[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { groups, repeat } of phases)
    for (const { name } of groups.flatMap((group) => group.parameters))
      counts.set(name, (counts.get(name) ?? 0) + repeat);
  return counts;
}

function meanReport(reports: readonly StepReport[]): StepReport {
  const meanOf = (pick: (report: StepReport) => Value): Value => {
    const sum = reports.map(pick).reduce((total, value) => add(total, value));
    return reports.length === 1 ? sum : mul(sum, 1 / reports.length);
  };
  const names = Object.keys((reports[0] as StepReport).metrics);
  return {
    loss: meanOf(({ loss }) => loss),
    metrics: Object.fromEntries(names.map((name) => [name, meanOf(({ metrics }) => metrics[name] as Value)])),
  };
}

function joinReports(reports: readonly { name: string | undefined; report: StepReport }[]): StepReport {
  const metrics = reports.flatMap(({ name, report }): [string, Value][] => {
    if (name === undefined) return Object.entries(report.metrics);
    const all = Object.entries({ loss: report.loss, ...report.metrics });
    return all.map(([metric, value]) => [`${name}/${metric}`, value]);
  });
  const loss = reports.map(({ report }) => report.loss).reduce((sum, value) => add(sum, value));
  return { loss, metrics: Object.fromEntries(metrics) };
}

function checkOptions({ parameters, buffers = [], averageDecay }: TrainingLoopOptions): void {
  if (parameters.length === 0) throw graphError('training loop', 'there are no parameters');
  const taken = [...parameters, ...buffers].find(
    ({ name }, i, all) => name === STEP || all.findIndex((other) => other.name === name) !== i,
  );
  if (taken !== undefined)
    throw graphError(
      `parameter ${taken.name}`,
      taken.name === STEP ? 'the name is kept for the count of steps' : 'two parameters have this name',
    );
  if (averageDecay !== undefined && !(averageDecay > 0 && averageDecay < 1))
    throw graphError('averageDecay', `${averageDecay} is not between 0 and 1`);
}
