import type { Derivatives } from '../../two-sample/histogram';

// Bound once: code run in a vm context, as jest does, pays dearly for each look at a global.
const { abs, exp, log, log1p, max } = Math;

/** What a model is to learn: one of so many classes, or a number. */
export type Task = { kind: 'classes'; classes: number } | { kind: 'numbers' };

/**
 * A loss of raw scores, given by output: `raw[k][row]`. `target` is a class (0 … classes - 1) or a number, by row.
 * Derivatives are those by each row's own raw score, of one output at a time.
 */
export interface Loss {
  /** Raw scores a row. */
  outputs: number;
  /** The constant raw scores that boosting starts from. */
  start(target: Float64Array): number[];
  /** Sum over the rows. */
  value(raw: readonly Float64Array[], target: Float64Array): number;
  derivatives(raw: readonly Float64Array[], target: Float64Array, out: readonly Derivatives[]): void;
  /** Row by row: the probability of each class, or the one number. */
  predictions(raw: readonly Float64Array[]): Float64Array;
}

/** Half squared error, logistic loss for two classes, softmax cross-entropy for more. */
export function lossOf(task: Task): Loss {
  if (task.kind === 'numbers') return SQUARED;
  return task.classes === 2 ? LOGISTIC : softmaxLoss(task.classes);
}

const SQUARED: Loss = {
  outputs: 1,
  start: (target) => [mean(target)],
  value: ([raw], target) => sum(target, (y, i) => 0.5 * (at(raw, i) - y) ** 2),
  derivatives: ([raw], target, [out]) => {
    for (let i = 0; i < target.length; i++) set(out, i, at(raw, i) - at(target, i), 1);
  },
  predictions: ([raw]) => (raw as Float64Array).slice(),
};

const LOGISTIC: Loss = {
  outputs: 1,
  start: (target) => {
    const share = mean(target);
    return [log(share / (1 - share))];
  },
  value: ([raw], target) => sum(target, (y, i) => softplus(at(raw, i)) - y * at(raw, i)),
  derivatives: ([raw], target, [out]) => {
    for (let i = 0; i < target.length; i++) {
      const p = 1 / (1 + exp(-at(raw, i)));
      set(out, i, p - at(target, i), p * (1 - p));
    }
  },
  predictions: ([raw]) => {
    const out = new Float64Array(2 * (raw as Float64Array).length);
    for (let i = 0; i < out.length / 2; i++) {
      // Each from its own side: 1 - p would lose the digits of a small probability.
      out[2 * i] = 1 / (1 + exp(at(raw, i)));
      out[2 * i + 1] = 1 / (1 + exp(-at(raw, i)));
    }
    return out;
  },
};

function softmaxLoss(classes: number): Loss {
  const logSum = (raw: readonly Float64Array[], i: number): number => {
    let most = -Infinity;
    for (let k = 0; k < classes; k++) most = max(most, at(raw[k], i));
    let total = 0;
    for (let k = 0; k < classes; k++) total += exp(at(raw[k], i) - most);
    return most + log(total);
  };
  return {
    outputs: classes,
    start: (target) => {
      const counts = new Float64Array(classes);
      for (const y of target) counts[y] = (counts[y] as number) + 1;
      const logs = counts.map((n) => log(n / target.length));
      const centre = mean(logs);
      return [...logs].map((v) => v - centre);
    },
    value: (raw, target) => sum(target, (y, i) => logSum(raw, i) - at(raw[y], i)),
    derivatives: (raw, target, out) => {
      for (let i = 0; i < target.length; i++) {
        const whole = logSum(raw, i);
        for (let k = 0; k < classes; k++) {
          const p = exp(at(raw[k], i) - whole);
          set(out[k], i, p - (target[i] === k ? 1 : 0), p * (1 - p));
        }
      }
    },
    predictions: (raw) => {
      const rows = (raw[0] as Float64Array).length;
      const out = new Float64Array(rows * classes);
      for (let i = 0; i < rows; i++) {
        const whole = logSum(raw, i);
        for (let k = 0; k < classes; k++) out[i * classes + k] = exp(at(raw[k], i) - whole);
      }
      return out;
    },
  };
}

function softplus(x: number): number {
  return max(x, 0) + log1p(exp(-abs(x)));
}

function mean(values: Float64Array): number {
  return sum(values, (v) => v) / values.length;
}

function sum(values: Float64Array, term: (value: number, i: number) => number): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += term(values[i] as number, i);
  return total;
}

function at(values: Float64Array | undefined, i: number): number {
  return (values as Float64Array)[i] as number;
}

function set(out: Derivatives | undefined, i: number, gradient: number, hessian: number): void {
  const { gradients, hessians } = out as Derivatives;
  gradients[i] = gradient;
  hessians[i] = hessian;
}
