/**
 * Learning rate of each step, counted from 0: a pure function, so that a resumed run goes on with the same rates. Steps
 * beyond a schedule's end keep its last rate.
 */
export type Schedule = (step: number) => number;

/** The same rate for ever. */
export function constantRate(rate: number): Schedule {
  return () => rate;
}

/** A linear rise over `steps` steps to the first rate of `then`, which is counted from there on. */
export function withWarmup(steps: number, then: Schedule): Schedule {
  return (step) => (step < steps ? (then(0) * (step + 1)) / steps : then(step - steps));
}

/** Half a cosine from `rate` to `minimum` over `steps` steps (Loshchilov and Hutter 2017, without restarts). */
export function cosineRate(rate: number, steps: number, minimum = 0): Schedule {
  return (step) => annealed(rate, minimum, step / steps);
}

/** `rate`, multiplied by `factor` after every `every` steps. */
export function stepRate(rate: number, every: number, factor: number): Schedule {
  return (step) => rate * factor ** Math.floor(step / every);
}

export interface OneCycleOptions {
  /** Share of the steps in which the rate rises. Default 0.3. */
  readonly rise?: number;
  /** The first rate is the peak divided by this. Default 25. */
  readonly startDivisor?: number;
  /** The last rate is the first divided by this. Default 10⁴. */
  readonly endDivisor?: number;
}

/** Up to `peak` and far down again by two half cosines over `steps` steps (Smith and Topin 2018; PyTorch's OneCycleLR). */
export function oneCycleRate(peak: number, steps: number, options: OneCycleOptions = {}): Schedule {
  const { rise = 0.3, startDivisor = 25, endDivisor = 1e4 } = options;
  const start = peak / startDivisor;
  const top = rise * steps - 1;
  const last = steps - 1;
  return (step) =>
    step <= top ? annealed(start, peak, step / top) : annealed(peak, start / endDivisor, (step - top) / (last - top));
}

/** A linear rise to `peak` over `warmup` steps, then 1/√step (Vaswani et al. 2017, section 5.3, scaled to `peak`). */
export function inverseSquareRootRate(peak: number, warmup: number): Schedule {
  return (step) => peak * Math.min((step + 1) / warmup, Math.sqrt(warmup / (step + 1)));
}

/** From one rate to another along half a cosine; `done` from 0 to 1. */
function annealed(from: number, to: number, done: number): number {
  return to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
}
