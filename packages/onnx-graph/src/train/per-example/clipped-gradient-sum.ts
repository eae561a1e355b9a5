import { materialise } from '../../differentiate/broadcast';
import { gradients } from '../../differentiate/gradients';
import { gradientRuleOf, type GradientRule } from '../../differentiate/rule';
import { graphError } from '../../graph/graph-error';
import { formatShape, isStatic, type Dim } from '../../graph/shape';
import type { Value } from '../../graph/value';
import { add, div, minimum, mul } from '../../ops/arithmetic';
import { sqrt } from '../../ops/elementwise';
import { zerosLike } from '../../ops/generate';
import { reduceSum } from '../../ops/reduce';
import { reshape } from '../../ops/reshape';
import { contributionOf } from './contribution';
import { parameterUses, type ParameterUse } from './parameter-uses';
import { squaredNorms } from './squared-norms';

export interface ClippedGradients {
  /** Σ_b min(1, maxNorm/‖g_b‖) · g_b for each parameter, of its shape. */
  readonly gradients: Value[];
  /** ‖g_b‖ over all the parameters together, before clipping, [examples]. */
  readonly norms: Value;
  /** min(1, maxNorm/‖g_b‖), [examples]. */
  readonly factors: Value;
}

/**
 * Norm of each example's gradient over all `parameters` together, [examples], without making those gradients: one backward
 * pass gives the gradients of the outputs of every use, and norms follow from them and the inputs.
 *
 * @param losses one loss for each example, [examples], each a function of its own example
 * @throws HeadwaterError GRAPH_INVALID where a parameter is used otherwise than as the second factor of gemm or matmul, the
 *   table of gather, an operand of add, sub or mul, or scale and bias of layerNorm; where an operator after such a use may
 *   mix examples; and where one of them stands in a loop
 */
export function perExampleGradientNorms(losses: Value, parameters: readonly Value[]): Value {
  return normsOf(losses, parameters, usesWithDeltas(losses, parameters));
}

/**
 * The sum of the examples' gradients, each scaled down to at most `maxNorm` over all `parameters` together: what DP-SGD
 * adds its noise to (Abadi et al. 2016, algorithm 1). Equals the gradient of Σ_b factor_b · loss_b with the factors held
 * constant, made from the rows of the one backward pass, scaled (Bu et al. 2023, arXiv 2210.00038).
 *
 * An example to leave out (a place that Poisson sampling did not fill) has its loss multiplied by 0. What parameters see of
 * an example before their first use is not looked at: inputs must not be normalised over the batch.
 * @throws HeadwaterError GRAPH_INVALID as perExampleGradientNorms(), and for a norm that is not positive
 */
export function clippedGradientSum(losses: Value, parameters: readonly Value[], maxNorm: number): ClippedGradients {
  if (!(maxNorm > 0 && Number.isFinite(maxNorm)))
    throw graphError('clippedGradientSum', `the largest norm is ${maxNorm}; it must be positive`);
  const uses = usesWithDeltas(losses, parameters);
  const norms = normsOf(losses, parameters, uses);
  const factors = minimum(div(maxNorm, norms), 1);
  const sums = new Map<Value, Value>();
  for (const { use, delta } of uses) {
    const scaled = mul(delta, perRow(factors, delta));
    const part = gradientOfUse(use, scaled);
    const sum = sums.get(use.parameter);
    sums.set(use.parameter, sum === undefined ? part : add(sum, part));
  }
  return {
    gradients: parameters.map((parameter) => {
      const sum = sums.get(parameter);
      return sum === undefined ? zerosLike(parameter) : materialise(sum, parameter);
    }),
    norms,
    factors,
  };
}

interface UseWithDelta {
  readonly use: ParameterUse;
  /** Gradient of the summed losses with respect to the use's output: row b is that of loss b. */
  readonly delta: Value;
}

function usesWithDeltas(losses: Value, parameters: readonly Value[]): UseWithDelta[] {
  const open = parameters.find(({ shape }) => !isStatic(shape));
  if (open !== undefined)
    throw graphError(`parameter ${open.name}`, `its shape ${formatShape(open.shape)} is not fixed`);
  const uses = parameterUses(losses, parameters);
  const deltas = gradients(
    reduceSum(losses),
    uses.map(({ output }) => output),
  );
  return uses.map((use, i) => ({ use, delta: deltas[i] as Value }));
}

function normsOf(losses: Value, parameters: readonly Value[], uses: readonly UseWithDelta[]): Value {
  const squares = parameters.flatMap((parameter) => {
    const contributions = uses
      .filter(({ use }) => use.parameter === parameter)
      .map(({ use, delta }) => contributionOf(use, delta));
    return contributions.length === 0 ? [] : [squaredNorms(contributions, parameter.shape as number[])];
  });
  return squares.length === 0 ? zerosLike(losses) : sqrt(squares.reduce((sum, square) => add(sum, square)));
}

/** A vector over dimension 0 of `like`, with further dimensions of size 1. */
function perRow(vector: Value, like: Value): Value {
  return reshape(vector, [vector.shape[0] as Dim, ...like.shape.slice(1).map(() => 1)]);
}

function gradientOfUse({ node, input, output }: ParameterUse, gradient: Value): Value {
  const rule = gradientRuleOf(node.op) as GradientRule;
  const found = rule({
    node,
    inputs: node.inputs as readonly Value[],
    output,
    gradient,
    gradients: [gradient],
    needed: node.inputs.map((_, i) => i === input),
  });
  return found[input] as Value;
}
