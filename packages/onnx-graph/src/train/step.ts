import { gradients } from '../differentiate/gradients';
import { graphError } from '../graph/graph-error';
import type { Graph } from '../graph/graph';
import { formatShape, sameShape } from '../graph/shape';
import type { Value } from '../graph/value';
import { add } from '../ops/arithmetic';
import { totalLoss, type Objective } from './objective';
import type { ResolvedGroup } from './parameter-groups';

export interface StepContext {
  /** All weights as they are now: in a later phase, as the phases before it left them. */
  readonly parameters: Record<string, Value>;
  /** The buffers as they are now. */
  readonly buffers: Record<string, Value>;
  /** The whole-chunk inputs. */
  readonly data: Record<string, Value>;
  /** Number of this step in its chunk from 0, an int64 scalar. */
  readonly iteration: Value;
  /** Which repetition of its phase this is, from 0: its rows begin at (iteration · repeat + repetition) · batch. */
  readonly repetition: number;
  /** Steps made before this one since the start of training, a float32 scalar. */
  readonly updates: Value;
}

/**
 * What one step minimises and reports. The loss is differentiated and checked for being finite; groups named in
 * `objectives` are differentiated from their own objective instead, all at the same weights.
 */
export interface StepResult extends Objective {
  readonly objectives?: Readonly<Record<string, Objective>>;
  /** Scalars to report for every step. */
  readonly metrics?: Readonly<Record<string, Value>>;
  /** New values of the buffers named; the others stay. */
  readonly buffers?: Readonly<Record<string, Value>>;
  /** Gradients that replace the losses' for the parameters named: private gradients, say. */
  readonly gradients?: Readonly<Record<string, Value>>;
}

/** Builds one step from the weights and data; called once for each time it stands in the loop's body. */
export type StepBuilder = (graph: Graph, context: StepContext) => StepResult;

/** What is reported of a step: the sum of all it minimises, and scalars by name. */
export interface StepReport {
  readonly loss: Value;
  readonly metrics: Readonly<Record<string, Value>>;
}

/**
 * The report of a step, and the gradient of every parameter of `groups`, by name.
 * @throws HeadwaterError GRAPH_INVALID for losses that are no scalars, groups that nobody knows, shapes that do not fit
 */
export function differentiateStep(
  result: StepResult,
  groups: readonly ResolvedGroup[],
  weights: Readonly<Record<string, Value>>,
): { report: StepReport; gradients: Map<string, Value> } {
  const { objectives = {} } = result;
  const stray = Object.keys(objectives).find((name) => !groups.some((group) => group.name === name));
  if (stray !== undefined) throw graphError(`objective of ${stray}`, 'this step updates no group of this name');
  const main = totalLoss(result);
  const own = Object.entries(objectives).map(([name, objective]) => [name, requireLoss(name, objective)] as const);
  const totals = [...(main === undefined ? [] : [main]), ...own.map(([, loss]) => loss)];
  const metrics: Record<string, Value> = { ...result.losses, ...result.metrics };
  for (const [name, loss] of own) {
    metrics[`${name}/loss`] = loss;
    for (const [part, value] of Object.entries(objectives[name]?.losses ?? {})) metrics[`${name}/${part}`] = value;
  }
  const found = new Map(Object.entries(result.gradients ?? {}));
  const derive = (loss: Value | undefined, of: readonly ResolvedGroup[]): void => {
    const open = of.flatMap((group) => group.parameters).filter(({ name }) => !found.has(name));
    if (open.length === 0) return;
    if (loss === undefined) throw graphError(`step`, `there is no loss to update ${open[0]?.name} by`);
    const wrt = open.map(({ name }) => weights[name] as Value);
    gradients(loss, wrt).forEach((gradient, i) => found.set((open[i] as { name: string }).name, gradient));
  };
  for (const [name, loss] of own) requireScalar(`loss of ${name}`, loss);
  if (main !== undefined) requireScalar('loss', main);
  derive(
    main,
    groups.filter(({ name }) => name === undefined || objectives[name] === undefined),
  );
  for (const [name, loss] of own)
    derive(
      loss,
      groups.filter((group) => group.name === name),
    );
  for (const { name, shape } of groups.flatMap((group) => group.parameters))
    requireShape(name, shape, found.get(name) as Value);
  for (const [name, value] of Object.entries(metrics)) requireScalar(name, value);
  if (totals.length === 0) throw graphError('step', 'it has no loss to report');
  return { report: { loss: totals.reduce((sum, loss) => add(sum, loss)), metrics }, gradients: found };
}

function requireLoss(name: string, objective: Objective): Value {
  const loss = totalLoss(objective);
  if (loss === undefined) throw graphError(`objective of ${name}`, 'it has no loss');
  return loss;
}

function requireShape(name: string, shape: readonly number[], gradient: Value): void {
  if (!sameShape(gradient.shape, shape))
    throw graphError(
      `gradient of ${name}`,
      `it is ${formatShape(gradient.shape)}, the parameter ${formatShape(shape)}`,
    );
}

function requireScalar(name: string, value: Value): void {
  if (value.type === 'float32' && value.shape.length === 0) return;
  throw graphError(
    name,
    `a step reports scalars of float32, this is ${value.type} ${formatShape(value.shape)}`,
    'Reduce and cast it.',
  );
}
