import type { ColumnSchema } from '@headwater/contracts';
import { grown } from '../arrow/growing';
import type { CategoricalColumn } from '../frame';
import { DistinctSample, hashText } from '../infer/distinct-sample';
import { FrequentLevels } from './frequent-levels';
import type { CategoricalProfile, Estimated, TextProfile } from './profile';

/** Values that are listed by name. */
const TOP = 20;

/**
 * Summary of a categorical column that comes in parts: exact as long as they share one dictionary (see
 * {@link RowSource}), with estimates once another comes.
 */
export class LevelTally {
  private levels: readonly string[] = [];
  /** Rows of each level of the dictionary in use. */
  private counts = new Int32Array(0);
  private rows = 0;
  private missing = 0;
  private readonly lengths = { min: Infinity, max: 0, sum: 0 };
  /** What is known of the dictionaries before this one; null as long as there was none. */
  private past: { frequent: FrequentLevels; distinct: DistinctSample } | null = null;
  /** No value of theirs leaves the data. */
  private readonly secret: boolean;

  constructor(private readonly schema: ColumnSchema) {
    this.secret = schema.type === 'text' || schema.type === 'identifier';
  }

  /** The column's next rows. */
  add({ codes, levels }: CategoricalColumn): void {
    if (levels !== this.levels) {
      if (this.rows > 0) this.closeDictionary();
      this.levels = levels;
      this.counts = new Int32Array(levels.length);
    }
    this.counts = grown(this.counts, this.counts.length, levels.length - this.counts.length);
    for (const code of codes) {
      if (code < 0) this.missing++;
      else this.counts[code] = (this.counts[code] as number) + 1;
    }
    this.rows += codes.length;
  }

  finish(): CategoricalProfile | TextProfile {
    if (this.past !== null) this.closeDictionary();
    else this.addLengths();
    const { past, rows, missing, lengths, schema } = this;
    const present = rows - missing;
    const base = {
      name: schema.name,
      type: schema.type,
      count: rows,
      missing,
      distinct: past?.distinct.distinct ?? this.counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
    };
    const length = present === 0 ? null : { min: lengths.min, max: lengths.max, mean: lengths.sum / present };
    const estimated: Estimated[] = past === null ? [] : ['distinct'];
    if (past !== null && !this.secret && !past.frequent.exact) estimated.push('top');
    const estimates = estimated.length === 0 ? {} : { estimated };
    if (this.secret) return { kind: 'text', ...base, length, ...estimates };
    const top = past?.frequent.top(TOP) ?? this.top();
    const listed = top.reduce((sum, { count }) => sum + count, 0);
    const restShare = present === 0 ? 0 : (present - listed) / present;
    return { kind: 'categorical', ...base, top, restShare, length, ...estimates };
  }

  private top(): { value: string; count: number }[] {
    const { counts, levels } = this;
    const order = [...counts.keys()].filter((code) => (counts[code] as number) > 0);
    order.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
    return order.slice(0, TOP).map((code) => ({ value: levels[code] as string, count: counts[code] as number }));
  }

  private closeDictionary(): void {
    const past = (this.past ??= { frequent: new FrequentLevels(), distinct: new DistinctSample() });
    this.addLengths();
    this.levels.forEach((level, code) => {
      const count = this.counts[code] as number;
      if (count === 0) return;
      past.distinct.add(hashText(level), count);
      if (!this.secret) past.frequent.add(level, count);
    });
  }

  private addLengths(): void {
    this.levels.forEach((level, code) => {
      const count = this.counts[code] as number;
      if (count === 0) return;
      this.lengths.min = Math.min(this.lengths.min, level.length);
      this.lengths.max = Math.max(this.lengths.max, level.length);
      this.lengths.sum += level.length * count;
    });
  }
}
