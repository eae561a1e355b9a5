import type { RunCard } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Markup } from '../html/html';
import { rankedBars } from '../parts/ranked-bars';
import { section } from '../parts/section';
import { segmentFalls } from './segment-falls';

const MOST = 6;

/** The columns, pairs and segments that are furthest from real ones, and what gives synthetic rows away. */
export function whereToLook(card: RunCard): Markup | null {
  const lists = [worstColumns(card), worstPairs(card), telltales(card), worstSegments(card)];
  if (lists.every((list) => list === null)) return null;
  return section(
    'look',
    'What to look at',
    html`The weakest spots, worst first. A bar that ends before its line is no worse than chance makes it.
      <span class="legend"><i class="swatch fill"></i>synthetic rows</span>
      <span class="legend"><i class="swatch tick"></i>unseen real rows, by sampling alone</span>`,
    html`<div class="lists">${lists}</div>`,
  );
}

function worstColumns({ quality }: RunCard): Markup | null {
  const worst = (quality?.columns ?? [])
    .filter((column): column is typeof column & { score: number } => column.score !== null)
    .sort((a, b) => a.score - b.score)
    .slice(0, MOST);
  if (worst.length === 0) return null;
  const real = (name: string): number | null => {
    const {
      ks_complement: ks,
      tv_complement: tv,
      column_shapes: shapes,
    } = quality?.columnScores?.find((c) => c.column === name)?.measures ?? {};
    return (ks ?? tv ?? shapes)?.reference ?? null;
  };
  const bars = worst.map((column) => {
    const reference = real(column.name);
    return {
      label: column.name,
      size: 1 - column.score,
      reference: reference === null ? null : 1 - reference,
      text: score(column.score),
    };
  });
  return rankedBars('Columns', 'Shape score; the bar is what it lacks to 1.', 'Column', 'Shape score', bars);
}

function worstPairs({ quality }: RunCard): Markup | null {
  const worst = (quality?.pairs ?? []).slice(0, MOST);
  if (worst.length === 0) return null;
  const bars = worst.map(({ a, b, score: value }) => ({
    label: html`${a} <span class="times">×</span> ${b}`,
    size: 1 - value,
    text: score(value),
  }));
  return rankedBars('Pairs of columns', 'Pair score; the bar is what it lacks to 1.', 'Pair', 'Pair score', bars);
}

function telltales({ quality }: RunCard): Markup | null {
  const most = (quality?.telltales ?? []).filter((t) => t.importance > 0).slice(0, MOST);
  if (most.length === 0) return null;
  const bars = most.map(({ column, importance }) => ({ label: column, size: importance, text: score(importance) }));
  return rankedBars(
    'What gives synthetic rows away',
    'AUC that a classifier loses without the column.',
    'Column',
    'AUC lost',
    bars,
  );
}

function worstSegments({ quality }: RunCard): Markup | null {
  const falls = segmentFalls(quality?.segments ?? []).slice(0, MOST);
  const [first] = falls;
  if (first === undefined) return null;
  const bars = falls.map(({ segment, synthetic, real }) => ({
    label: html`${segment.column} <span class="times">=</span> ${segment.level}`,
    size: 1 - synthetic,
    reference: real === null ? null : 1 - real,
    text: score(synthetic),
  }));
  return rankedBars(
    'Segments of rows',
    `${first.title} in the segment; the bar is what it lacks to 1.`,
    'Segment',
    first.title,
    bars,
  );
}
