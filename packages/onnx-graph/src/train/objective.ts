import { graphError } from '../graph/graph-error';
import type { Operand, Value } from '../graph/value';
import { add, mul } from '../ops/arithmetic';

/** What a set of parameters minimises: one loss, or several, each with a weight and reported apart. */
export interface Objective {
  /** Scalar float32. */
  readonly loss?: Value;
  /** Scalars float32 by name, in place of `loss`, which is then their weighted sum. */
  readonly losses?: Readonly<Record<string, Value>>;
  /** Of `losses`; 1 where none is given. A value may change from step to step (a penalty that is phased in). */
  readonly weights?: Readonly<Record<string, Operand>>;
}

/** The one scalar that is differentiated, undefined when the objective names no loss. */
export function totalLoss({ loss, losses = {}, weights = {} }: Objective): Value | undefined {
  const stray = Object.keys(weights).find((name) => losses[name] === undefined);
  if (stray !== undefined) throw graphError(`weight of ${stray}`, 'there is no loss of this name');
  const terms = Object.entries(losses).map(([name, value]) => {
    const weight = weights[name] ?? 1;
    return weight === 1 ? value : mul(value, weight);
  });
  if (loss !== undefined && terms.length > 0)
    throw graphError('objective', 'it has a loss and losses', 'Give the one or the others.');
  return loss ?? (terms.length === 0 ? undefined : terms.reduce((sum, term) => add(sum, term)));
}
