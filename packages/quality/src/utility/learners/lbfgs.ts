/** The value at x; writes the gradient to `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

const MEMORY = 10;
const ARMIJO = 1e-4;
const SHORTEST_STEP = 1e-12;

/**
 * Minimises a smooth convex function from `x`, which it changes, by limited-memory BFGS with two-loop recursion and
 * backtracking (Nocedal and Wright 2006, sections 7.2 and 3.1). Ends when the greatest gradient is at most `tolerance`,
 * or after `iterations`, or where no step goes lower. `turn` is awaited after every iteration.
 */
export async function minimise(
  objective: Objective,
  x: Float64Array,
  options: { tolerance: number; iterations: number; turn(iteration: number): Promise<void> },
): Promise<void> {
  const gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    if (gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0) <= options.tolerance) return;
    const direction = descent(gradient, steps, changes);
    const slope = dot(direction, gradient);
    // Without memory the gradient's own length is no step length.
    let rate = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    const next = new Float64Array(x.length);
    const nextGradient = new Float64Array(x.length);
    let nextValue = value;
    for (; ; rate /= 2) {
      if (rate < SHORTEST_STEP) return;
      for (let i = 0; i < x.length; i++) next[i] = (x[i] as number) + rate * (direction[i] as number);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + ARMIJO * rate * slope) break;
    }
    const step = next.map((v, i) => v - (x[i] as number));
    const change = nextGradient.map((g, i) => g - (gradient[i] as number));
    if (dot(step, change) > 1e-14 * dot(change, change)) {
      if (steps.push(step) > MEMORY) steps.shift();
      if (changes.push(change) > MEMORY) changes.shift();
    }
    x.set(next);
    gradient.set(nextGradient);
    value = nextValue;
    await options.turn(iteration);
  }
}

/** Minus the approximate inverse Hessian times the gradient. */
function descent(gradient: Float64Array, steps: Float64Array[], changes: Float64Array[]): Float64Array {
  const q = gradient.slice();
  const alphas: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const [s, y] = [steps[k] as Float64Array, changes[k] as Float64Array];
    const alpha = dot(s, q) / dot(s, y);
    alphas[k] = alpha;
    addScaled(q, y, -alpha);
  }
  const [last, lastChange] = [steps.at(-1), changes.at(-1)];
  if (last !== undefined && lastChange !== undefined) {
    const scale = dot(last, lastChange) / dot(lastChange, lastChange);
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * scale;
  }
  for (let k = 0; k < steps.length; k++) {
    const [s, y] = [steps[k] as Float64Array, changes[k] as Float64Array];
    addScaled(q, s, (alphas[k] as number) - dot(y, q) / dot(s, y));
  }
  return q.map((v) => -v);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addScaled(to: Float64Array, from: Float64Array, scale: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + scale * (from[i] as number);
}
