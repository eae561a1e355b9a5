import { RandomStream } from '@headwater/random';
import type { ContinuousColumn, DiscreteColumn, Pace } from '@headwater/quality';
import { GowerSpace, type Points, type Side } from './gower-space';
import { nearestDistances } from './nearest';

/** Reference rows of one table at most; more are sampled. */
const MOST_REFERENCES = 100_000;

/** How many rows are looked at, how they are drawn, and who is told. */
export interface SearchOptions {
  sampleRows: number;
  seed: number;
  pace: Pace;
}

/** From the same synthetic rows to as many training as held-out rows; one distance a synthetic row. */
export interface EqualDistances {
  toTrain: Float64Array;
  toHoldout: Float64Array;
}

/** To all training rows, from synthetic rows and from held-out ones. */
export interface TrainDistances {
  fromSynthetic: Float64Array;
  fromHoldout: Float64Array;
}

/** Exact distances to the closest record by Gower's distance, of at most `sampleRows` rows of a table. */
export class ClosestRecords {
  /** Sampling that a reader should know of. */
  readonly notes: string[] = [];
  private readonly space: GowerSpace;
  private readonly queries: number;

  constructor(
    columns: readonly (ContinuousColumn | DiscreteColumn)[],
    private readonly rows: Record<Side, number>,
    private readonly options: SearchOptions,
  ) {
    this.space = new GowerSpace(columns, rows.train, options.seed);
    this.queries = Math.max(1, Math.floor(options.sampleRows));
    this.note('from', this.queries, 'synthetic');
    this.note('to', MOST_REFERENCES, 'train');
  }

  async inEqualNumbers(): Promise<EqualDistances> {
    const { pace } = this.options;
    const references = Math.min(this.rows.train, this.rows.holdout, MOST_REFERENCES);
    const synthetic = this.draw('synthetic', 'queries', this.queries);
    const train = this.draw('train', 'references', references);
    const holdout = this.draw('holdout', 'references', references);
    return {
      toTrain: await nearestDistances(synthetic, train, pace, 'synthetic to training rows'),
      toHoldout: await nearestDistances(synthetic, holdout, pace, 'synthetic to held-out rows'),
    };
  }

  async toTrain(): Promise<TrainDistances> {
    const { pace } = this.options;
    const train = this.draw('train', 'all', MOST_REFERENCES);
    const synthetic = this.draw('synthetic', 'queries', this.queries);
    const holdout = this.draw('holdout', 'queries', this.queries);
    return {
      fromSynthetic: await nearestDistances(synthetic, train, pace, 'synthetic to all training rows'),
      fromHoldout: await nearestDistances(holdout, train, pace, 'held-out to all training rows'),
    };
  }

  private draw(side: Side, use: string, most: number): Points {
    const rows = new RandomStream(this.options.seed, `privacy/${use}/${side}`).sample(this.rows[side], most);
    return this.space.points(side, rows);
  }

  private note(direction: 'from' | 'to', most: number, side: Side): void {
    const name = side === 'train' ? 'training' : side;
    if (most < this.rows[side]) {
      this.notes.push(
        `Distances: ${direction} ${most} of ${this.rows[side]} ${name} rows, drawn with seed ${this.options.seed}.`,
      );
    }
  }
}
