import type { ColumnComparison, Evidence, TrainingPoint } from '@headwater/contracts';

/** A plot as plain data: it crosses into the drawing thread. */
export type PlotRequest =
  | { kind: 'column'; title: string; description: string; plot: ColumnComparison['plot'] }
  | { kind: 'training'; title: string; description: string; points: TrainingPoint[]; bestEpoch: number }
  | { kind: 'distances'; title: string; description: string; distances: NonNullable<Evidence['distances']> };
