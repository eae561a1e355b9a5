import type { CategoricalColumn, Frame } from '@headwater/tables';
import type { KeptLevels } from './level-counts';
import { rowFeatures, type RowFeatures } from './row-features';

/** Numbers a level is described by, at most: those that tell levels apart best. */
const MOST_DIMENSIONS = 32;
/** A feature counts when its means differ by more than chance has them differ, by this many standard deviations. */
const SURE = 4;

/** What the other columns say of each level: `values[level x dimensions + d]`, all 0 where they say nothing. */
export interface LevelEmbedding {
  dimensions: number;
  values: Float64Array;
}

interface Found {
  /** Share of the feature's variance that lies between levels. */
  between: number;
  means: Float64Array;
}

/**
 * Means of the other columns' features over the rows of each kept level, each shrunk towards the overall mean as far as
 * its number of rows leaves it uncertain: the best linear predictor of a one-way random effects model, with variances
 * by the analysis of variance (Searle, Casella and McCulloch, "Variance Components", 1992, sections 3.6 and 7.4).
 * Features that do not tell levels apart fall away by themselves.
 */
export function levelEmbedding(frame: Frame, column: CategoricalColumn, kept: KeptLevels): LevelEmbedding {
  const rank = Int32Array.from(column.codes, (code) => (code < 0 ? -1 : (kept.rank[code] as number)));
  let best: Found[] = [];
  for (const other of frame.columns) {
    const features = other === column ? null : rowFeatures(other);
    if (features === null) continue;
    best.push(...effects(features, rank, kept.rows));
    if (best.length > MOST_DIMENSIONS) best = strongest(best);
  }
  const dimensions = best.length;
  const values = new Float64Array(kept.rows.length * dimensions);
  best.forEach(({ means }, d) => means.forEach((mean, level) => (values[level * dimensions + d] = mean)));
  return { dimensions, values };
}

function strongest(found: Found[]): Found[] {
  return found
    .map((f, place) => ({ f, place }))
    .sort((a, b) => b.f.between - a.f.between || a.place - b.place)
    .slice(0, MOST_DIMENSIONS)
    .map(({ f }) => f);
}

/** For each feature whose means differ between levels, those means, shrunk, in standard deviations of the feature. */
function effects(features: RowFeatures, rank: Int32Array, rows: Float64Array): Found[] {
  const { count } = features;
  const levels = rows.length;
  const sums = new Float64Array(levels * count);
  const squares = new Float64Array(count);
  const row = new Float64Array(count);
  for (let i = 0; i < rank.length; i++) {
    const level = rank[i] as number;
    if (level < 0) continue;
    features.write(i, row);
    const at = level * count;
    for (let k = 0; k < count; k++) {
      const x = row[k] as number;
      sums[at + k]! += x;
      squares[k]! += x * x;
    }
  }
  const total = rows.reduce((a, b) => a + b, 0);
  const spread = (total - rows.reduce((a, n) => a + n * n, 0) / total) / (levels - 1);
  return Array.from({ length: count }, (_, k) => effect(k)).filter((f) => f !== null);

  function effect(k: number): Found | null {
    let sum = 0;
    let explained = 0;
    for (let level = 0; level < levels; level++) {
      const s = sums[level * count + k] as number;
      sum += s;
      explained += (s * s) / (rows[level] as number);
    }
    const mean = sum / total;
    const between = (explained - sum * mean) / (levels - 1);
    const within = Math.max(0, ((squares[k] as number) - explained) / Math.max(1, total - levels));
    if (!(between > within * (1 + SURE * Math.sqrt(2 / (levels - 1))))) return null;
    const variance = (between - within) / spread;
    const scale = 1 / Math.sqrt(variance + within);
    const means = Float64Array.from(rows, (n, level) => {
      const own = (sums[level * count + k] as number) / n - mean;
      return (scale * own * variance) / (variance + within / n);
    });
    return { between: variance / (variance + within), means };
  }
}
