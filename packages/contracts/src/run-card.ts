import type { CollapseWarning, GenerationMeasures } from './evidence-tables';
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
  /** null where tables were judged without a chain. */
  run: RunStatus | null;
  /** The tables that were judged, where there is no run. */
  assessed?: AssessedTables;
  schema: TableSchema;
  model: ModelCard | null;
  decision: GateDecision | null;
  privacy: Evidence | null;
  quality: Evidence | null;
  pii: PiiFinding[];
  /** Measures of the chain's generations so far, oldest first, and what becomes of them. */
  generations?: GenerationMeasures[];
  collapse?: CollapseWarning;
  /** Of the program that made the card. */
  headwaterVersion: string;
}

/** Tables given to an assessment of its own. */
export interface AssessedTables {
  real: AssessedTable;
  holdout: AssessedTable | null;
  synthetic: AssessedTable;
  target: string | null;
  /** ISO time. */
  at: string;
  seconds: number;
}

export interface AssessedTable {
  /** Its file's name, without folders. */
  name: string;
  rows: number;
  sha256: string;
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
