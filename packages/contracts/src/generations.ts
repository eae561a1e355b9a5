import type { ArtifactRef } from './artifacts';
import type { FeedbackSpec } from './chain-spec';
import type { CollapseWarning } from './evidence-tables';
import type { IngestRefs, StageContext, StageReceipt } from './stages';

/** Where rows come from. Rows of unknown origin are never trained on. */
export const ORIGINS = ['real', 'synthetic'] as const;
export type Origin = (typeof ORIGINS)[number];

/** One model of a chain: what it learnt from, what it made, what became of it. Kept in the chain's lineage. */
export interface GenerationRecord {
  /** 0 is trained on real rows alone; each retraining counts one up. */
  generation: number;
  runId: string;
  partition: string;
  /** ISO time. */
  at: string;
  sourceSha256: string;
  /** Whether real rows came in that no generation before had. */
  freshReal: boolean;
  /** Share of synthetic rows among those trained on. */
  syntheticShare: number;
  rows: number;
  shards: ArtifactRef;
  quality: ArtifactRef;
  /** The real rows it was made beside: what the next source is held against. */
  train?: ArtifactRef;
  schema?: ArtifactRef;
  /** The gate let it out and the collapse verdict did not take it back: its rows may be trained on. */
  accepted: boolean;
  /** Dataset version, where it was published. */
  version?: string;
}

/** All generations of a chain, oldest first; an artifact, since it grows. */
export interface Lineage {
  version: 1;
  chain: string;
  generations: GenerationRecord[];
}

/** A part of the table that consumers found weak: more rows of it are made on top of the others. */
export interface TargetedSegment {
  column: string;
  value: string | number | boolean;
  /** Rows of it, as a share of the run's rows. */
  share: number;
}

/** What the chain entity tells a run about its place. */
export interface GenerationPlan {
  generation: number;
  /** null: no generation was kept yet. */
  lineage: ArtifactRef | null;
  feedback: FeedbackSpec;
  targets: TargetedSegment[];
}

/** One part of a training pool: so many rows of a table, drawn by the seed. */
export interface PoolPart {
  origin: Origin;
  /** Of synthetic rows: whose; 0 for real rows. */
  generation: number;
  /** A snapshot (Parquet) or a shard list. */
  table: ArtifactRef;
  /** Rows to draw without replacement; as many as there are when that is fewer. */
  rows: number;
}

/** How a training pool is put together, in full: the same recipe gives the same bytes. */
export interface PoolRecipe {
  parts: PoolPart[];
  seed: number;
  /** Synthetic rows that do not pass are left out. */
  verify: boolean;
}

export interface MixInput {
  context: StageContext;
  /** The hash of the source tells whether its rows are new; without it they are not. */
  ingest: IngestRefs & { sourceSha256?: string };
  /** The plan of a chain, from which policy makes the recipe, or the recipe itself. */
  plan: GenerationPlan | { recipe: PoolRecipe };
}

/** A training pool: a snapshot whose every row group has one origin and generation. */
export interface MixOutput extends StageReceipt {
  pool: ArtifactRef;
  /** `PoolManifest`. */
  manifest: ArtifactRef;
  realRows: number;
  syntheticRows: number;
  /** Synthetic rows that verification left out. */
  refusedRows: number;
}

export interface PoolManifest {
  version: 1;
  recipe: PoolRecipe;
  rowGroups: { origin: Origin; generation: number; source: string; rows: number }[];
  /** Per synthetic part: rows looked at, refused by each check, and the effective sample size of the weights. */
  verification: {
    generation: number;
    rows: number;
    brokenRules: number;
    nearCopies: number;
    implausible: number;
    effectiveRows: number;
  }[];
}

export const COLLAPSE_ACTIONS = ['go-on', 'add-fresh', 'roll-back', 'stop'] as const;
export type CollapseAction = (typeof COLLAPSE_ACTIONS)[number];

export interface JudgeGenerationInput {
  context: StageContext;
  plan: GenerationPlan;
  /** Evidence of the generation that is judged. */
  quality: ArtifactRef;
}

/** What the curves over the generations say is to be done. */
export interface CollapseJudgement extends StageReceipt {
  action: CollapseAction;
  verdict: CollapseWarning['verdict'];
  /** The measures that worsen, those that tell first in front; few. */
  worsening: { measure: string; slope: number; interval: [number, number] | null }[];
  /** For people, one sentence. */
  because: string;
}

export interface KeepGenerationInput {
  context: StageContext;
  lineage: ArtifactRef | null;
  record: GenerationRecord;
}
export interface KeepGenerationOutput {
  lineage: ArtifactRef;
}

export interface DriftInput {
  context: StageContext;
  /** The place of the run that found the rows. */
  plan: Pick<GenerationPlan, 'generation' | 'lineage'>;
  ingest: IngestRefs;
}

/** Whether the source's columns are shaped as those that the present generation began with. */
export interface DriftOutput extends StageReceipt {
  drifted: boolean;
  /** Distance of the shapes, 0 to 1, and what sampling alone gives at most in 95 of 100 tables; the farthest few. */
  columns: { column: string; distance: number; noise: number; drifted: boolean }[];
  /** For people, one sentence. */
  because: string;
}

/** What asks for a new generation. */
export const RETRAIN_REASONS = ['drift', 'quality', 'utility', 'feedback', 'schedule', 'request'] as const;
export type RetrainReason = (typeof RETRAIN_REASONS)[number];

/** What a consumer of a version says of it: `headwater feedback`. */
export interface Feedback {
  version: string;
  who: string;
  why?: string;
  /** The consumer's own measures, higher is better, 0 to 1. */
  scores: Record<string, number>;
  segments: { column: string; value: string | number | boolean; score: number }[];
}
