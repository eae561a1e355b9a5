import type { PairAxis } from '@headwater/contracts';
import type { ContinuousColumn, DiscreteColumn, Trio } from '../compared-columns';
import { countLevels } from '../single-column/tv-complement';
import { binOf, pairEdges } from './pair-bins';
import { plottedAs, type PlottedAs } from './plotted-values';
import { ROWS_BEYOND_ENDS } from './round-edges';

const MOST_LEVELS = 12;
const OTHERS = '(others)';
const MISSING = '(missing)';

/** An axis and, by row of each table, the cell that the row lies in. */
export interface PairCells extends Omit<Trio<Uint8Array>, 'holdout'> {
  axis: PairAxis;
  size: number;
}

/** Up to 12 levels that five training rows or more hold, most frequent first, then all others, then the missing ones. */
export function levelCells({ schema, train, synthetic, levels }: DiscreteColumn): PairCells {
  const counts = countLevels(train, levels.length);
  const shown = [...levels.keys()]
    .filter((level) => (counts[level] as number) >= ROWS_BEYOND_ENDS)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
    .slice(0, MOST_LEVELS);
  const others = shown.length;
  const cell = new Uint8Array(levels.length).fill(others);
  for (const [k, level] of shown.entries()) cell[level] = k;
  const anyOther =
    shown.length < levels.length && [train, synthetic].some((codes) => codes.some((c) => cell[c] === others));
  const missing = others + (anyOther ? 1 : 0);
  const anyMissing = [train, synthetic].some((codes) => codes.some((c) => c < 0));
  const labels = shown.map((level) => levels[level] as string);
  if (anyOther) labels.push(OTHERS);
  if (anyMissing) labels.push(MISSING);
  const cells = (codes: Int32Array): Uint8Array =>
    Uint8Array.from(codes, (c) => (c < 0 ? missing : (cell[c] as number)));
  const axis: PairAxis = { kind: 'labels', column: schema.name, labels };
  return { axis, size: labels.length, train: cells(train), synthetic: cells(synthetic) };
}

/**
 * Numbers and times in at most `most` bins. An axis of edges has no place for missing values: where there are any, its
 * bins are labels, and missing is the last.
 */
export function numberCells({ schema, train, synthetic }: ContinuousColumn, most: number): PairCells {
  const as = plottedAs(schema);
  const anyMissing = [train, synthetic].some((values) => values.some((v) => v !== v));
  const sorted = train.filter(Number.isFinite).map((v) => v * as.scale);
  const edges = pairEdges(sorted.sort(), { whole: as.whole, most: anyMissing ? most - 1 : most });
  const bins = edges.length - 1;
  const cells = (values: Float64Array): Uint8Array =>
    Uint8Array.from(values, (v) => (v !== v ? bins : binOf(v * as.scale, edges)));
  const axis: PairAxis = anyMissing
    ? { kind: 'labels', column: schema.name, labels: [...binLabels(edges, as), MISSING] }
    : { kind: 'edges', column: schema.name, edges, ...(as.temporal && { temporal: as.temporal }) };
  return { axis, size: anyMissing ? bins + 1 : bins, train: cells(train), synthetic: cells(synthetic) };
}

const DAY = 86_400_000;

/** Each bin in words: the end ones are open. */
function binLabels(edges: readonly number[], { temporal }: PlottedAs): string[] {
  const bins = edges.length - 1;
  if (bins === 1) return ['any'];
  const single =
    (edges[0] as number) % 1 !== 0 && edges.every((edge, i) => i === 0 || edge - (edges[i - 1] as number) === 1);
  const short = temporal === 'timestamp' && (edges[bins] as number) - (edges[0] as number) < bins * DAY;
  const text = (edge: number): string => {
    if (temporal === undefined) return String(edge);
    const time = new Date(temporal === 'date' ? Math.ceil(edge) * DAY : edge);
    return Number.isNaN(time.getTime()) ? String(edge) : time.toISOString().slice(0, short ? 16 : 10);
  };
  return Array.from({ length: bins }, (_, k) => {
    const [from, to] = [edges[k] as number, edges[k + 1] as number];
    if (k === 0) return single ? `≤ ${text(from + 0.5)}` : `< ${text(to)}`;
    if (k === bins - 1) return `≥ ${text(single ? from + 0.5 : from)}`;
    return single ? text(from + 0.5) : `${text(from)} – ${text(to)}`;
  });
}
