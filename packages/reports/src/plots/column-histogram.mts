import type { ColumnComparison } from '@headwater/contracts';
import { axisX, line, plot, rectY, ruleY } from '@observablehq/plot';
import { compact } from '../html/format.js';
import { binsOf, shareAxis, stepOutline } from './share-axis.mjs';

type Histogram = Extract<ColumnComparison['plot'], { kind: 'histogram' }>;

const DAY = 86_400_000;

/** Real rows as filled bins, synthetic rows as an outline over them: told apart by form before colour. */
export function columnHistogram(column: Histogram, document: Document): Element {
  const { temporal } = column;
  const edges = temporal === 'date' ? column.edges.map((day) => day * DAY) : column.edges;
  return plot({
    document,
    width: 320,
    height: 170,
    marginLeft: 38,
    marginRight: 12,
    marginTop: 10,
    marginBottom: 22,
    x: { type: temporal === undefined ? 'linear' : 'utc', domain: [edges[0] ?? 0, edges.at(-1) ?? 1] },
    y: { type: 'linear', domain: [0, Math.max(1e-9, ...column.real, ...column.synthetic)], nice: 3 },
    marks: [
      ...shareAxis(),
      rectY(binsOf(edges, column.real), {
        x1: 'from',
        x2: 'to',
        y: 'share',
        fill: 'var(--real)',
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      line(stepOutline(edges, column.synthetic), {
        stroke: 'var(--synthetic)',
        strokeWidth: 1.75,
        strokeLinejoin: 'miter',
      }),
      ruleY([0], { stroke: 'var(--axis)' }),
      temporal === undefined
        ? axisX({ ticks: 4, tickSize: 3, label: null, tickFormat: compact })
        : axisX({ ticks: 3, tickSize: 3, label: null }),
    ],
  });
}
