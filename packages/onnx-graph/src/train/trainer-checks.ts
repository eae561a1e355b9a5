import { HeadwaterError } from '@headwater/contracts';
import type { TrainerOptions } from './trainer-options';

/** Throws USAGE for an option out of its range, naming it and its value. */
export function checkTrainerOptions(options: TrainerOptions): void {
  const { validation, plateau, retry } = options;
  requireWhole('steps', options.steps, 1);
  requireWhole('validation.every', validation?.every, 1);
  requireWhole('patience', options.patience, 1);
  requireWhole('plateau.patience', plateau?.patience, 1);
  requireWhole('plateau.cooldown', plateau?.cooldown, 0);
  requireShare('plateau.factor', plateau?.factor);
  requireWhole('retry.times', retry?.times, 1);
  requireWhole('retry.every', retry?.every, 1);
  requireShare('retry.factor', retry?.factor);
  if (validation === undefined && (plateau !== undefined || options.patience !== undefined))
    throw usage(plateau === undefined ? 'patience' : 'plateau', 'needs a validation');
}

function requireWhole(name: string, value: number | undefined, least: number): void {
  if (value !== undefined && value !== Infinity && !(Number.isInteger(value) && value >= least))
    throw usage(name, `is ${value}; it must be a whole number from ${least}`);
}

function requireShare(name: string, value: number | undefined): void {
  if (value !== undefined && !(value > 0 && value < 1)) throw usage(name, `is ${value}; it must lie between 0 and 1`);
}

function usage(name: string, what: string): HeadwaterError {
  return new HeadwaterError('USAGE', `${name} of a trainer ${what}`, { where: name });
}
