import type { Derivatives } from '../../two-sample/histogram';
import { DesignCode, type DesignMatrix } from './design-matrix';
import { minimise } from './lbfgs';
import type { Examples, LearnOptions, LearntModel } from './learner';
import { lossOf } from './loss';
import { unitScale } from './unit-scale';

/** Half of it times the squared weights is added to the summed loss: C = 1 of LogisticRegression, alpha = 1 of Ridge. */
const PENALTY = 1;
const ITERATIONS = 500;
const TOLERANCE = 1e-6;

/**
 * Ridge regression for numbers, logistic regression for classes (softmax for more than two), with scikit-learn's default
 * penalty on every weight but the intercepts; standardised numbers and one-hot levels. Numbers are learnt in
 * their own deviation, which ridge weights scale with. Convex, so nothing is drawn.
 */
export async function learnLinear(examples: Examples, { pace, note }: LearnOptions): Promise<LearntModel> {
  const loss = lossOf(examples.task);
  const code = new DesignCode(examples.features);
  const design = code.apply(examples.features);
  const { centre, scale } = unitScale(examples);
  const target = examples.target.map((y) => (y - centre) / scale);
  const { rows, width } = design;
  // By output: the weights, then the intercept.
  const stride = width + 1;
  const weights = new Float64Array(loss.outputs * stride);
  const derivatives = Array.from({ length: loss.outputs }, (): Derivatives => ({
    gradients: new Float64Array(rows),
    hessians: new Float64Array(rows),
  }));
  const objective = (w: Float64Array, gradient: Float64Array): number => {
    const raw = rawScores(design, w, loss.outputs);
    loss.derivatives(raw, target, derivatives);
    let penalty = 0;
    for (let k = 0; k < loss.outputs; k++) {
      const part = gradient.subarray(k * stride, (k + 1) * stride);
      backward(design, (derivatives[k] as Derivatives).gradients, part);
      for (let j = 0; j < width; j++) {
        const weight = w[k * stride + j] as number;
        penalty += weight * weight;
        part[j] = (part[j] as number) + PENALTY * weight;
      }
    }
    // Per row, so that the tolerance means the same for any number of rows.
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) / rows;
    return (loss.value(raw, target) + 0.5 * PENALTY * penalty) / rows;
  };
  await minimise(objective, weights, {
    tolerance: TOLERANCE,
    iterations: ITERATIONS,
    turn: async (done) => {
      if (pace.due()) await pace.turn({ note, done, total: ITERATIONS });
    },
  });
  return {
    predict: (features) => {
      const predictions = loss.predictions(rawScores(code.apply(features), weights, loss.outputs));
      return Promise.resolve(predictions.map((v) => v * scale + centre));
    },
  };
}

function rawScores(design: DesignMatrix, weights: Float64Array, outputs: number): Float64Array[] {
  const { rows, width, dense, indicators } = design;
  return Array.from({ length: outputs }, (_, k) => {
    const w = weights.subarray(k * (width + 1), (k + 1) * (width + 1));
    const raw = new Float64Array(rows).fill(w[width] as number);
    for (const [j, values] of dense.entries()) {
      const weight = w[j] as number;
      for (let i = 0; i < rows; i++) raw[i] = (raw[i] as number) + weight * (values[i] as number);
    }
    for (const places of indicators) {
      for (let i = 0; i < rows; i++) {
        const place = places[i] as number;
        if (place >= 0) raw[i] = (raw[i] as number) + (w[place] as number);
      }
    }
    return raw;
  });
}

/** The gradient by the weights and the intercept from that by the raw scores. */
function backward(design: DesignMatrix, gradients: Float64Array, out: Float64Array): void {
  const { rows, width, dense, indicators } = design;
  out.fill(0);
  for (let i = 0; i < rows; i++) out[width] = (out[width] as number) + (gradients[i] as number);
  for (const [j, values] of dense.entries()) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += (gradients[i] as number) * (values[i] as number);
    out[j] = sum;
  }
  for (const places of indicators) {
    for (let i = 0; i < rows; i++) {
      const place = places[i] as number;
      if (place >= 0) out[place] = (out[place] as number) + (gradients[i] as number);
    }
  }
}
