import type { PairPlot, PairScore } from '@headwater/contracts';
import type { ComparedColumn } from '../compared-columns';
import { levelCells, numberCells, type PairCells } from './pair-axis';

const MOST_PLOTS = 12;
const MOST_BINS = 20;
/** So that twelve plots stay below some 60 kB of JSON: two axes of numbers have 15 bins each. */
const MOST_CELLS = 240;
/** A cell of fewer real rows could point at a person. */
const FEWEST_ROWS = 5;
const DIGITS = 4;

/**
 * The first pairs as shares of rows on a common grid of training and synthetic rows, `a` on x and `b` on y; at most
 * `most`, 12 unless told. Pairs of columns that are not compared are left out.
 *
 * Numbers and times have up to 20 bins (see pairEdges; 15 if both columns are numbers), levels up to 12 cells and one
 * for all others. Missing values are a cell where there are any. Shares are of all rows, to four digits.
 */
export function pairPlots(
  columns: readonly ComparedColumn[],
  pairs: readonly PairScore[],
  options: { most?: number } = {},
): PairPlot[] {
  const byName = new Map(columns.map((column) => [column.schema.name, column]));
  const cells = new CellsByColumn();
  const plots: PairPlot[] = [];
  for (const { a, b, score } of pairs) {
    if (plots.length >= (options.most ?? MOST_PLOTS)) break;
    const [x, y] = [byName.get(a), byName.get(b)];
    if (x === undefined || y === undefined) continue;
    const found = cells.of(x, y);
    if (found !== null) plots.push({ score, x: found.x.axis, y: found.y.axis, ...shares(found.x, found.y) });
  }
  return plots;
}

/** A column is in several pairs: its cells are found once for each number of bins. */
class CellsByColumn {
  private readonly known = new Map<string, PairCells>();

  of(a: ComparedColumn, b: ComparedColumn): { x: PairCells; y: PairCells } | null {
    if (a.kind === 'free' || b.kind === 'free') return null;
    if (a.kind === 'continuous' && b.kind === 'continuous') {
      const most = Math.floor(Math.sqrt(MOST_CELLS));
      return { x: this.cells(a, most), y: this.cells(b, most) };
    }
    if (a.kind === 'continuous') {
      const y = this.cells(b, 0);
      return { x: this.cells(a, binsBeside(y)), y };
    }
    const x = this.cells(a, 0);
    return { x, y: this.cells(b, binsBeside(x)) };
  }

  private cells(column: Exclude<ComparedColumn, { kind: 'free' }>, most: number): PairCells {
    const key = JSON.stringify([column.schema.name, column.kind === 'continuous' ? most : 0]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = column.kind === 'continuous' ? numberCells(column, most) : levelCells(column);
    this.known.set(key, found);
    return found;
  }
}

function binsBeside({ size }: PairCells): number {
  return Math.min(MOST_BINS, Math.floor(MOST_CELLS / Math.max(1, size)));
}

function shares(x: PairCells, y: PairCells): Pick<PairPlot, 'real' | 'synthetic'> {
  const counted = (side: 'train' | 'synthetic'): Float64Array => {
    const counts = new Float64Array(x.size * y.size);
    for (let row = 0; row < x[side].length; row++) {
      const at = (y[side][row] as number) * x.size + (x[side][row] as number);
      counts[at] = (counts[at] as number) + 1;
    }
    return counts;
  };
  const real = counted('train').map((count) => (count < FEWEST_ROWS ? 0 : count));
  return { real: sharesOf(real, x.train.length), synthetic: sharesOf(counted('synthetic'), x.synthetic.length) };
}

function sharesOf(counts: Float64Array, rows: number): number[] {
  return Array.from(counts, (count) => (count === 0 ? 0 : Number((count / rows).toPrecision(DIGITS))));
}
