import { graphError } from '../graph/graph-error';
import type { Optimiser } from './optimiser';
import type { ParameterSpec } from './parameters';

/** Parameters that are updated in a way of their own. Those that no group names are updated as the loop's options say. */
export interface ParameterGroup {
  readonly name: string;
  /** Names of parameters; a parameter is in one group at most. */
  readonly parameters: readonly string[];
  /** Default: the loop's. */
  readonly optimiser?: Optimiser;
  /** The learning rate is multiplied by this. Default 1. */
  readonly rateFactor?: number;
  /** Clips this group's gradients to this global norm, apart from those that the loop's own clipNorm takes together. */
  readonly clipNorm?: number;
}

/** A group with everything it left out filled in; the loop's own, of all other parameters, has no name. */
export interface ResolvedGroup {
  readonly name: string | undefined;
  readonly parameters: readonly ParameterSpec[];
  readonly optimiser: Optimiser;
  readonly rateFactor: number;
  readonly clipNorm: number | undefined;
}

/** What groups are made from: the part of a training loop's options that says how parameters are updated. */
export interface GroupOptions {
  readonly parameters: readonly ParameterSpec[];
  readonly optimiser: Optimiser;
  readonly clipNorm?: number;
  readonly groups?: readonly ParameterGroup[];
}

/**
 * Every group, that of the parameters nobody named last; none is empty.
 * @throws HeadwaterError GRAPH_INVALID for names that do not fit, factors and norms that are not positive
 */
export function resolveGroups({ parameters, optimiser, clipNorm, groups = [] }: GroupOptions): ResolvedGroup[] {
  const owner = new Map<string, string>();
  const named = groups.map((group, i): ResolvedGroup => {
    const where = `parameter group ${group.name}`;
    if (groups.findIndex(({ name }) => name === group.name) !== i) throw graphError(where, 'two groups have this name');
    requirePositive(`clipNorm of ${where}`, group.clipNorm);
    requirePositive(`rateFactor of ${where}`, group.rateFactor);
    if (group.parameters.length === 0) throw graphError(where, 'it has no parameters');
    const own = group.parameters.map((name) => {
      const spec = parameters.find((parameter) => parameter.name === name);
      if (spec === undefined) throw graphError(where, `there is no parameter ${name}`);
      if (owner.has(name)) throw graphError(where, `parameter ${name} is in group ${owner.get(name)} already`);
      owner.set(name, group.name);
      return spec;
    });
    return {
      name: group.name,
      parameters: own,
      optimiser: group.optimiser ?? optimiser,
      rateFactor: group.rateFactor ?? 1,
      clipNorm: group.clipNorm,
    };
  });
  requirePositive('clipNorm', clipNorm);
  const rest = parameters.filter(({ name }) => !owner.has(name));
  if (rest.length === 0) return named;
  return [...named, { name: undefined, parameters: rest, optimiser, rateFactor: 1, clipNorm: undefined }];
}

function requirePositive(where: string, value: number | undefined): void {
  if (value !== undefined && !(value > 0)) throw graphError(where, `${value} is not positive`);
}
