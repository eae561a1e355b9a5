import type { ArtifactRef } from './artifacts';
import type { FeedbackSpec } from './chain-spec';
import type { ErrorRecord } from './errors';
import type { CollapseStage, CollapseWarning } from './evidence-tables';
import type { IngestRefs, StageContext } from './stages';

/** What a generation of the collapse laboratory learns from. */
export const LAB_PROTOCOLS = [
  'replace',
  'accumulate',
  'accumulate-subsample',
  'fresh-10',
  'fresh-30',
  'fresh-50',
  'anchor-10',
  'verified',
  'default',
] as const;
export type LabProtocol = (typeof LAB_PROTOCOLS)[number];

/** Real tables of one seed: the rows of generation 0, and for each later generation rows that none before has seen. */
export interface LabTables {
  first: ArtifactRef;
  /** Of generation 1, 2, …; empty where no protocol asks for fresh rows. */
  reserves: ArtifactRef[];
}

export interface SplitRealInput {
  context: StageContext;
  ingest: IngestRefs;
  rows: number;
  reserves: number;
  reserveRows: number;
  seed: number;
}

/** One seed of a laboratory. */
export interface LabSeed {
  seed: number;
  /** The chain of each generation, 0 first: they differ in the seed of the generator. */
  specs: ArtifactRef[];
}

export interface LabInput {
  /** Workflow id. */
  lab: string;
  seeds: LabSeed[];
  protocols: LabProtocol[];
  /** Generations after generation 0. */
  generations: number;
  /** Real rows of generation 0, rows that every generation makes. */
  rows: number;
  /** The feedback policy of the protocol `default`. */
  feedback: FeedbackSpec;
  /** Chains that run at once. */
  parallel: number;
}

/** How far one chain of a laboratory is. */
export interface LabChain {
  protocol: LabProtocol;
  seed: number;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** The last generation that is complete; -1: none. */
  generation: number;
  /** The first generation after which the judgement was not to go on, and the first that it refused. */
  warnedAt: number | null;
  refusedAt: number | null;
  /** The first that was refused after one that was refused: here a chain outside the laboratory ends. */
  stoppedAt: number | null;
  refusedInARow: number;
  /** `Lineage` of the generations so far. */
  lineage: ArtifactRef | null;
  error?: ErrorRecord;
}

/** Answer of a laboratory's query, and its result. */
export interface LabStatus {
  lab: string;
  state: 'running' | 'done' | 'failed';
  chains: LabChain[];
}

/** The laboratory's card, as JSON. */
export interface LabCard {
  version: 1;
  /** null where only the closed forms were computed. */
  table: LabTable | null;
  measures: LabMeasure[];
  protocols: LabProtocolCard[];
  closedForms: ClosedFormRow[];
  headwaterVersion: string;
}

export interface LabTable {
  name: string;
  sha256: string;
  /** Rows of the table, of the frozen holdout, of generation 0 and of every later one. */
  realRows: number;
  holdoutRows: number;
  rows: number;
  generations: number;
  seeds: number[];
  target: string | null;
  parameters: Record<string, unknown>;
  feedback: FeedbackSpec;
}

/** A measure that is followed over the generations. */
export interface LabMeasure {
  name: string;
  better: 'higher' | 'lower';
  /** Of those the collapse verdict follows. */
  stage: CollapseStage | null;
  /** What held-out real rows score, median over seeds. */
  reference: number | null;
}

export interface LabProtocolCard {
  protocol: LabProtocol;
  chains: LabChainCard[];
  curves: LabCurve[];
  changes: LabChange[];
}

export interface LabChainCard {
  seed: number;
  generations: LabGeneration[];
  /** The first generation at which a measure of the stage worsens, and the verdict's first `early` and `collapsing`. */
  firstWorse: Partial<Record<CollapseStage, number>>;
  earlyAt: number | null;
  collapsingAt: number | null;
  /** What the judgement of the chain would have had done; null: nothing. */
  warnedAt: number | null;
  refusedAt: number | null;
  stoppedAt: number | null;
}

export interface LabGeneration {
  generation: number;
  /** Among the rows trained on. */
  syntheticShare: number;
  verdict: CollapseWarning['verdict'];
  scores: Record<string, number | null>;
}

/** A measure over the generations of a protocol: median, least and most over the seeds. */
export interface LabCurve {
  measure: string;
  points: { generation: number; median: number; least: number; most: number }[];
}

/** The last generation against generation 1. */
export interface LabChange {
  measure: string;
  first: number;
  last: number;
  /** last - first, mean over seeds. */
  change: number;
  /** How far the same protocol's scores scatter from one generation to the next: standard deviation of one score. */
  noise: number;
  /** What the change may be by this noise alone; of all measures of the protocol together 95 %. */
  margin: number;
  verdict: 'within' | 'better' | 'worse';
}

/** A closed form of the theory beside our own simulation of it. */
export interface ClosedFormRow {
  model: 'gaussian' | 'linear-regression';
  protocol: 'replace' | 'accumulate' | 'fresh-50';
  /** Rows of a generation; of the regression also its inputs. */
  rows: number;
  inputs?: number;
  generation: number;
  /** Variance over the true one, or test error over that of generation 1. */
  expected: number;
  simulated: number;
  /** Of the mean over repetitions; of all rows together 95 %. */
  interval: [number, number];
  repetitions: number;
  within: boolean;
}
