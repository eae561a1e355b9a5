import type { Evidence, GateDecision } from './measures';
import type { RunStatus } from './stages';
import type { TableSchema } from './table-schema';

/** One point of a training curve. */
export interface TrainingPoint {
  epoch: number;
  train: number;
  validation: number;
  seconds: number;
}

/** `card.json` of a model bundle. */
export interface ModelCard {
  version: 1;
  family: string;
  parameters: Record<string, unknown>;
  seed: number;
  trainRows: number;
  columns: number;
  modelParameters: number;
  /** Snapshot the model was trained on. */
  dataSha256: string;
  codeVersion: string;
  runtime: { onnxruntime: string; platform: string; arch: string; cpu: string };
  differentialPrivacy: null | { epsilon: number; delta: number };
  training: TrainingPoint[];
  bestEpoch: number;
  stoppedBecause: 'patience' | 'epochs' | 'time';
  notes: string[];
}

/** The run card's JSON twin: everything the page shows. */
export interface RunCard {
  version: 1;
  run: RunStatus;
  schema: TableSchema;
  model: ModelCard | null;
  decision: GateDecision | null;
  privacy: Evidence | null;
  quality: Evidence | null;
  pii: PiiFinding[];
  /** Of the program that made the card. */
  headwaterVersion: string;
}

/** A kind of personal data found in a column. Counts only, never a value. */
export interface PiiFinding {
  column: string;
  kind: string;
  matches: number;
  share: number;
  /** Rows drawn at random that `matches` and `share` are of; absent where they are of all. */
  sampledRows?: number;
}
