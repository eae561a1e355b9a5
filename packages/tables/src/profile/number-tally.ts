import type { ColumnSchema } from '@headwater/contracts';
import type { NumericColumn } from '../frame';
import { DistinctSample, hashDouble } from '../infer/distinct-sample';
import { profileNumbers } from './number-profile';
import type { NumericProfile } from './profile';
import { RunningMoments } from './running-moments';

/** Summary of a numeric column that comes in parts: of all its values, or with estimates from a sample of them. */
export class NumberTally {
  private readonly kept: Float64Array;
  private keptCount = 0;
  private present = 0;
  private readonly moments = new RunningMoments();
  private readonly distinct = new DistinctSample();

  /** Of `rows` rows in all, `sampled` will be named in `add`. */
  constructor(
    private readonly schema: ColumnSchema,
    private readonly rows: number,
    sampled: number,
  ) {
    this.kept = new Float64Array(sampled);
  }

  /** The column's next rows, and the places of the sampled ones among them. */
  add({ values, valid }: NumericColumn, places: Uint32Array): void {
    for (const place of places) {
      if (valid !== null && valid[place] === 0) continue;
      this.kept[this.keptCount++] = values[place] as number;
    }
    if (this.kept.length === this.rows) return;
    const present = valid === null ? values : values.filter((_, i) => valid[i] !== 0);
    this.present += present.length;
    this.moments.add(present);
    for (const value of present) this.distinct.add(hashDouble(value));
  }

  finish(): NumericProfile {
    const { rows, keptCount, moments, schema } = this;
    const base = { kind: 'numeric', name: schema.name, type: schema.type, count: rows } as const;
    const ofKept = profileNumbers(this.kept.subarray(0, keptCount));
    if (this.kept.length === rows) return { ...base, missing: rows - keptCount, ...ofKept };
    return {
      ...base,
      missing: rows - this.present,
      ...ofKept,
      ...moments.finish(),
      distinct: this.distinct.distinct,
      estimated: ['distinct', 'quantiles', 'histogram'],
    };
  }
}
