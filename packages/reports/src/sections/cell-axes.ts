import type { PairAxis } from '@headwater/contracts';
import { compact } from '../html/format';
import type { CellAxis } from '../plots/plot-request';

const DAY = 86_400_000;
const LONGEST = { level: 13, name: 30 };
/** Words that stand side by side under an axis. */
const MOST_EDGES = 4;

/** Cells of equal width for a pair's axis: levels named at their cells, numbers and times at some edges. */
export function cellAxis(axis: PairAxis): CellAxis {
  const name = shortened(axis.column, LONGEST.name);
  if (axis.kind === 'labels')
    return {
      cells: axis.labels.length,
      name,
      ticks: axis.labels.map((label, i) => ({
        at: i + 0.5,
        text: shortened(label === '' ? '(empty)' : label, LONGEST.level),
      })),
      upright: true,
    };
  const cells = Math.max(0, axis.edges.length - 1);
  return {
    cells,
    name,
    upright: false,
    ticks: some(cells).map((at) => ({ at, text: edgeText(axis, axis.edges[at] ?? 0) })),
  };
}

/** An axis whose cells are not named. */
export function bareAxis(cells: number): CellAxis {
  return { cells, name: '', ticks: [], upright: false };
}

/** Edges in even steps, first and last among them. */
function some(cells: number): number[] {
  const parts = Math.max(1, Math.min(MOST_EDGES - 1, cells));
  return [...new Set(Array.from({ length: parts + 1 }, (_, i) => Math.round((i * cells) / parts)))];
}

function edgeText({ temporal }: Extract<PairAxis, { kind: 'edges' }>, edge: number): string {
  if (temporal === undefined) return compact(edge);
  const time = new Date(temporal === 'date' ? edge * DAY : edge);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10);
}

function shortened(text: string, most: number): string {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
}
