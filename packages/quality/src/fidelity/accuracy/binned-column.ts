import type { ContinuousColumn, DiscreteColumn, Trio } from '../../compared-columns';
import { sortedPresent } from '../../single-column/sorted-values';
import { binBoundaries, binOf } from './quantile-bins';

const TOP_LEVELS = 10;
/** A level of fewer training rows is not told apart. */
const FEWEST_ROWS = 5;

/** A column of the three tables in few bins, made from the training rows alone. All codes are below `bins`. */
export interface BinnedColumn extends Trio<Uint16Array> {
  name: string;
  bins: number;
}

/** Ten bins by training quantiles, or the ten most frequent levels and a bin for the others; missing is a bin too. */
export function binColumn(column: ContinuousColumn | DiscreteColumn): BinnedColumn {
  return column.kind === 'continuous' ? binContinuous(column) : binDiscrete(column);
}

function binContinuous({ schema, train, holdout, synthetic }: ContinuousColumn): BinnedColumn {
  const boundaries = binBoundaries(sortedPresent(train));
  const missing = boundaries.length - 1;
  const code = (values: Float64Array): Uint16Array => {
    const out = new Uint16Array(values.length);
    for (let i = 0; i < out.length; i++) {
      const value = values[i] as number;
      out[i] = value !== value ? missing : binOf(value, boundaries);
    }
    return out;
  };
  return {
    name: schema.name,
    bins: missing + 1,
    train: code(train),
    holdout: code(holdout),
    synthetic: code(synthetic),
  };
}

function binDiscrete({ schema, levels, train, holdout, synthetic }: DiscreteColumn): BinnedColumn {
  // One place before the levels: missing is as frequent as it is, and takes one of the ten places.
  const counts = new Float64Array(levels.length + 1);
  for (const code of train) counts[code + 1] = (counts[code + 1] as number) + 1;
  const top = Array.from(counts.keys())
    .sort((a, b) => (counts[b] as number) - (counts[a] as number))
    .slice(0, TOP_LEVELS)
    .filter((place) => place > 0 && (counts[place] as number) >= FEWEST_ROWS);
  const others = top.length;
  const binAt = new Uint16Array(levels.length + 1).fill(others);
  binAt[0] = others + 1;
  for (const [bin, place] of top.entries()) binAt[place] = bin;
  const code = (codes: Int32Array): Uint16Array => {
    const out = new Uint16Array(codes.length);
    for (let i = 0; i < out.length; i++) out[i] = binAt[(codes[i] as number) + 1] as number;
    return out;
  };
  return {
    name: schema.name,
    bins: others + 2,
    train: code(train),
    holdout: code(holdout),
    synthetic: code(synthetic),
  };
}
