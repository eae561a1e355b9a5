import { HeadwaterError } from '@headwater/contracts';

/** Index of the first value that is NaN or infinite, -1 when all are finite. */
export function firstNonFinite(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}

/** Name of the first tensor that is not finite throughout. */
export function nonFiniteTensor(tensors: ReadonlyMap<string, Float32Array>): string | undefined {
  for (const [name, values] of tensors) if (firstNonFinite(values) >= 0) return name;
  return undefined;
}

/** MODEL_DIVERGED at a step, counted from 1. */
export function diverged(step: number, what: string): HeadwaterError {
  return new HeadwaterError('MODEL_DIVERGED', `training diverged at step ${step}: ${what}`, {
    where: `step ${step}`,
    hint: 'Lower the learning rate or clip gradients, and resume from the last checkpoint.',
  });
}
