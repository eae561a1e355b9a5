import type { RandomStream } from '@headwater/random';
import { factorised, solved } from './cholesky';

/** Least squares fitted to labels of the fit before, on the same inputs (Gerstgrasser et al., COLM 2024, section 3). */
export type RegressionProtocol = 'replace' | 'accumulate';

/** Inputs of each row, and rows of a generation: more than inputs + 1. */
export interface RegressionSize {
  inputs: number;
  rows: number;
}

/**
 * Expected test error of fit `generation` (1 is the fit to real labels) in excess of the noise, over that of fit 1, which is
 * σ² d / (T - d - 1): the generation with `replace`, the sum of 1/i² with `accumulate`, which stays below π²/6.
 */
export function expectedErrorRatio(protocol: RegressionProtocol, generation: number): number {
  if (protocol === 'replace') return generation;
  let sum = 0;
  for (let i = 1; i <= generation; i++) sum += 1 / (i * i);
  return sum;
}

/** Excess test error of fit 1 with noise of variance 1: d / (T - d - 1). */
export function expectedFirstError({ inputs, rows }: RegressionSize): number {
  return inputs / (rows - inputs - 1);
}

/**
 * Excess test errors of one chain at the given generations, in units of {@link expectedFirstError}. Inputs and noise are
 * standard normal and the true weights 0, which is no loss: the error does not depend on them.
 */
export function simulateRegression(
  protocol: RegressionProtocol,
  { inputs, rows }: RegressionSize,
  generations: readonly number[],
  stream: RandomStream,
): number[] {
  const x = Float64Array.from({ length: rows * inputs }, () => stream.normal());
  const factor = factorised(gram(x, rows, inputs), inputs);
  const last = generations[generations.length - 1] ?? 0;
  const unit = expectedFirstError({ inputs, rows });
  const found: number[] = [];
  let weights: Float64Array = new Float64Array(inputs);
  // X'y over all labels so far; the rows of every generation have the same inputs.
  const sums = new Float64Array(inputs);
  for (let t = 1; t <= last; t++) {
    if (protocol === 'replace') sums.fill(0);
    for (let row = 0; row < rows; row++) {
      const at = row * inputs;
      let label = stream.normal();
      for (let j = 0; j < inputs; j++) label += (x[at + j] as number) * (weights[j] as number);
      for (let j = 0; j < inputs; j++) sums[j] = (sums[j] as number) + (x[at + j] as number) * label;
    }
    const copies = protocol === 'replace' ? 1 : t;
    weights = solved(factor, inputs, sums).map((w) => w / copies);
    if (generations.includes(t)) found.push(weights.reduce((sum, w) => sum + w * w, 0) / unit);
  }
  return found;
}

function gram(x: Float64Array, rows: number, inputs: number): Float64Array {
  const out = new Float64Array(inputs * inputs);
  for (let row = 0; row < rows; row++) {
    const at = row * inputs;
    for (let i = 0; i < inputs; i++) {
      const xi = x[at + i] as number;
      for (let j = 0; j <= i; j++) out[i * inputs + j] = (out[i * inputs + j] as number) + xi * (x[at + j] as number);
    }
  }
  return out;
}
