import { graphError } from '../graph/graph-error';
import type { ResolvedGroup } from './parameter-groups';
import type { ParameterSpec } from './parameters';
import type { StepBuilder } from './step';

/** One part of a step: its groups' parameters are updated, `repeat` times in a row; then the next phase sees them. */
export interface Phase {
  readonly name: string;
  /** Names of the parameter groups that it updates. */
  readonly groups: readonly string[];
  /** Default 1. Each repetition is built into the loop's body. */
  readonly repeat?: number;
  readonly step: StepBuilder;
}

export interface ResolvedPhase {
  /** Undefined for the one step of a loop without phases. */
  readonly name: string | undefined;
  readonly groups: readonly ResolvedGroup[];
  readonly repeat: number;
  readonly step: StepBuilder;
}

interface PhaseOptions {
  readonly parameters: readonly ParameterSpec[];
  readonly step?: StepBuilder;
  readonly phases?: readonly Phase[];
}

/**
 * The phases of a step with their groups.
 * @throws HeadwaterError GRAPH_INVALID when names do not fit, or a parameter is updated in no phase
 */
export function resolvePhases(
  { step, phases, parameters }: PhaseOptions,
  groups: readonly ResolvedGroup[],
): ResolvedPhase[] {
  if ((step === undefined) === (phases === undefined))
    throw graphError('training loop', 'it needs either a step or phases');
  if (step !== undefined) return [{ name: undefined, groups, repeat: 1, step }];
  const resolved = (phases ?? []).map((phase, i, all): ResolvedPhase => {
    const where = `phase ${phase.name}`;
    const { repeat = 1 } = phase;
    if (all.findIndex(({ name }) => name === phase.name) !== i) throw graphError(where, 'two phases have this name');
    if (!Number.isInteger(repeat) || repeat < 1)
      throw graphError(where, `repeat is ${repeat}; it must be a whole number from 1`);
    if (phase.groups.length === 0) throw graphError(where, 'it updates no group');
    return {
      name: phase.name,
      groups: phase.groups.map((name) => groupNamed(groups, name, where)),
      repeat,
      step: phase.step,
    };
  });
  const idle = parameters.find(
    (spec) => !resolved.some((phase) => phase.groups.some((g) => g.parameters.includes(spec))),
  );
  if (idle !== undefined) throw graphError(`parameter ${idle.name}`, 'it is updated in no phase');
  return resolved;
}

function groupNamed(groups: readonly ResolvedGroup[], name: string, where: string): ResolvedGroup {
  const group = groups.find((candidate) => candidate.name === name);
  if (group === undefined) throw graphError(where, `there is no parameter group ${name}`);
  return group;
}
