import type { Pace } from '../../pace';
import type { FeatureRows } from './feature-rows';
import type { Task } from './loss';

/** Rows to learn from: `target` is a class (0 … classes - 1, each of them occurring) or a number, by row. */
export interface Examples {
  features: FeatureRows;
  target: Float64Array;
  task: Task;
}

export interface LearnOptions {
  /** Where a learner draws at all: the same seed, the same model. */
  seed: number;
  pace: Pace;
  /** Shown to who watches. */
  note: string;
}

export interface LearntModel {
  /** Row by row: the probability of each class (rows × classes), or the predicted number (rows). */
  predict(features: FeatureRows): Promise<Float64Array>;
}

export type Learner = (examples: Examples, options: LearnOptions) => Promise<LearntModel>;
