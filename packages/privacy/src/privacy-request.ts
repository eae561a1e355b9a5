import type { Watcher } from '@headwater/quality';
import type { Frame } from '@headwater/tables';
import type { RowDigests } from './copies/row-digests';
import type { ShadowTrainer } from './shadow/shadow-models';

export interface PrivacyRequest extends Watcher {
  /** The real rows the model was trained on, or a sample of them. */
  train: Frame;
  /** Real rows of the same population that the model never saw; may be empty, then nothing that needs them is computed. */
  holdout: Frame;
  synthetic: Frame;
  /** Synthetic and held-out rows whose closest record is searched, at most. */
  sampleRows: number;
  /** Same seed, same tables: same scores. */
  seed: number;
  /** Digests of all training rows, where `train` is but a sample of them: copies of any of them are then found. */
  allTrain?: RowDigests;
  /** Rows attacked on each side, and conditions tried, at most. Default 1,000. */
  targets?: number;
  /** Rows of each table that attacks search, at most. Default 20,000. */
  searchedRows?: number;
  /** Columns that are guessed. Default: every column, at most 100 drawn by the seed. */
  secrets?: readonly string[];
  /** Columns the guesser knows; the one being guessed is left out. Default: every column. */
  known?: readonly string[];
  /** Default: columns of role `quasi-identifier`. */
  quasiIdentifiers?: readonly string[];
  /** Default: columns of role `sensitive`, else `target`. */
  sensitive?: readonly string[];
  /** What models are to predict from the table. Default: the column of role `target`. */
  target?: string;
  /** The delta of the epsilons that are bounded. Default 0. */
  delta?: number;
  /** Trains a generator like the one under attack: shadow models are then trained and attacked. */
  shadow?: ShadowTrainer;
  /** How many of them. Default 16. */
  shadowModels?: number;
}
