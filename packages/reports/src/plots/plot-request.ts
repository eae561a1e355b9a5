import type { ColumnComparison, Evidence, GenerationTrend, TrainingPoint } from '@headwater/contracts';

/** Where a word stands beside an axis of cells: 0 is the axis' beginning, 1 the far edge of its first cell. */
export interface CellTick {
  at: number;
  text: string;
}

/** One axis of a heat map: `cells` of equal width. Upright ticks take less width and more height. */
export interface CellAxis {
  cells: number;
  name: string;
  ticks: CellTick[];
  upright: boolean;
}

export interface HeatMap {
  x: CellAxis;
  y: CellAxis;
  /** By cell, y outer, x inner; y counts from the bottom. */
  values: number[];
  /** The value of the strongest tone. */
  most: number;
  /** `density`: 0 to `most`, on a scale of square roots; `difference`: -most to most, linear. */
  tones: 'density' | 'difference';
  /** Width and height of the cells together, in units of the drawing, whose width is 320. */
  height: number;
}

export interface GenerationCurve {
  points: { generation: number; score: number }[];
  trend: Pick<GenerationTrend, 'slope' | 'start'>;
  worsening: boolean;
}

/** A measure over the generations of several protocols. */
export interface LabCurves {
  lines: {
    /** `subject` and `baseline` stand out, `other` does not. */
    role: 'subject' | 'baseline' | 'other';
    points: { generation: number; median: number; least: number; most: number }[];
  }[];
  /** What held-out real rows score. */
  reference: number | null;
}

/** A plot as plain data: it crosses into the drawing thread. */
export type PlotRequest = { title: string; description: string } & (
  | { kind: 'column'; plot: ColumnComparison['plot'] }
  | { kind: 'training'; points: TrainingPoint[]; bestEpoch: number }
  | { kind: 'distances'; distances: NonNullable<Evidence['distances']> }
  | { kind: 'heat'; map: HeatMap }
  | { kind: 'generation'; curve: GenerationCurve }
  | { kind: 'lab'; curves: LabCurves }
);
