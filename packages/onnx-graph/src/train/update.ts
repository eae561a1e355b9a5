import { graphError } from '../graph/graph-error';
import type { Graph } from '../graph/graph';
import { formatShape, sameShape } from '../graph/shape';
import type { Value } from '../graph/value';
import { add, mul } from '../ops/arithmetic';
import { nextAverage } from './average';
import { clipByGlobalNorm } from './clip';
import type { ResolvedGroup } from './parameter-groups';
import type { ParameterSpec } from './parameters';
import type { StepResult } from './step';

/** The tensors of the training state as values of the loop's body, replaced as updates are built. */
export type CurrentState = Map<string, Value>;

export interface UpdateSettings {
  readonly graph: Graph;
  /** Steps before this one, a float32 scalar. */
  readonly steps: Value;
  /** This step's learning rate; called where it is first needed. */
  readonly learningRate: () => Value;
  readonly clipNorm: number | undefined;
  readonly averageDecay: number | undefined;
  /** How often each parameter is updated in one step of the loop. */
  readonly updatesPerStep: ReadonlyMap<string, number>;
}

/** Builds one update of the groups' parameters into `current`; `made` counts the updates of each parameter so far. */
export function applyUpdate(
  settings: UpdateSettings,
  groups: readonly ResolvedGroup[],
  gradients: ReadonlyMap<string, Value>,
  current: CurrentState,
  made: Map<string, number>,
): void {
  const used = clipped(settings, groups, gradients);
  // Built before the updates, where it does not take the scope of the first of them.
  const shared = add(settings.steps, 1);
  for (const { group, parameter } of members(groups)) {
    const { name } = parameter;
    const { optimiser } = group;
    const total = settings.updatesPerStep.get(name) as number;
    const number = (made.get(name) ?? 0) + 1;
    made.set(name, number);
    const slots = Object.fromEntries(optimiser.slots.map((slot) => [slot, current.get(`${name}/${slot}`) as Value]));
    const updated = settings.graph.scoped(`update/${name}`, () =>
      optimiser.update({
        parameter,
        weights: current.get(name) as Value,
        gradient: used.get(name) as Value,
        slots,
        learningRate: scaled(settings.learningRate(), group.rateFactor),
        step: total === 1 ? shared : add(mul(settings.steps, total), number),
      }),
    );
    current.set(name, updated.weights);
    for (const slot of optimiser.slots) current.set(`${name}/${slot}`, updated.slots[slot] as Value);
    if (settings.averageDecay === undefined || number < total) continue;
    const sum = `${name}/average`;
    current.set(sum, nextAverage(current.get(sum) as Value, updated.weights, settings.averageDecay));
  }
}

/** Puts the buffers that a step made anew into `current`. Throws GRAPH_INVALID for one that does not fit. */
export function replaceBuffers(
  buffers: readonly ParameterSpec[],
  { buffers: made = {} }: StepResult,
  current: CurrentState,
): void {
  for (const [name, value] of Object.entries(made)) {
    const spec = buffers.find((buffer) => buffer.name === name);
    if (spec === undefined) throw graphError(`buffer ${name}`, 'there is none of this name');
    if (!sameShape(value.shape, spec.shape) || value.type !== 'float32')
      throw graphError(
        `buffer ${name}`,
        `it became ${value.type} ${formatShape(value.shape)}, and is float32 ${formatShape(spec.shape)}`,
      );
    current.set(name, value);
  }
}

function scaled(rate: Value, factor: number): Value {
  return factor === 1 ? rate : mul(rate, factor);
}

/** The groups' gradients, those of groups with a norm of their own clipped apart, all others by the loop's together. */
function clipped(
  { clipNorm }: UpdateSettings,
  groups: readonly ResolvedGroup[],
  gradients: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const out = new Map(gradients);
  const clip = (parameters: readonly ParameterSpec[], norm: number | undefined): void => {
    if (norm === undefined || parameters.length === 0) return;
    const values = parameters.map(({ name }) => gradients.get(name) as Value);
    clipByGlobalNorm(values, norm).clipped.forEach((value, i) => out.set((parameters[i] as ParameterSpec).name, value));
  };
  for (const group of groups) clip(group.parameters, group.clipNorm);
  clip(
    groups.filter((group) => group.clipNorm === undefined).flatMap((group) => group.parameters),
    clipNorm,
  );
  return out;
}

function members(groups: readonly ResolvedGroup[]): { group: ResolvedGroup; parameter: ParameterSpec }[] {
  return groups.flatMap((group) => group.parameters.map((parameter) => ({ group, parameter })));
}
