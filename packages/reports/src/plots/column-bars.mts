import type { ColumnComparison } from '@headwater/contracts';
import { axisX, axisY, barX, gridX, plot, ruleX, tickX } from '@observablehq/plot';

type Bars = Extract<ColumnComparison['plot'], { kind: 'bars' }>;

const PLOT = 140;
const ROW = { least: 15, most: 26 };
const LONGEST_LABEL = 17;

/** One row a level: its share among real rows as a bar, among synthetic rows as an upright mark. */
export function columnBars({ labels, real, synthetic }: Bars, document: Document): Element {
  // Rows are told by number: two levels may read the same once cut.
  const levels = labels.map((_, i) => ({ row: i, real: real[i] ?? 0, synthetic: synthetic[i] ?? 0 }));
  const most = Math.max(1e-9, ...real, ...synthetic);
  const rowHeight = Math.min(ROW.most, Math.max(ROW.least, PLOT / levels.length));
  return plot({
    document,
    width: 320,
    height: 32 + rowHeight * Math.max(1, levels.length),
    marginLeft: 112,
    marginRight: 14,
    marginTop: 8,
    marginBottom: 24,
    x: { type: 'linear', domain: [0, most], nice: 3 },
    y: { type: 'band', domain: levels.map((l) => l.row), padding: 0.28 },
    marks: [
      gridX({ ticks: 3, stroke: 'var(--rule)', strokeOpacity: 1 }),
      axisX({
        ticks: 3,
        tickSize: 0,
        label: null,
        tickFormat: (share: number) => `${Number((share * 100).toPrecision(3))}%`,
      }),
      axisY({ tickSize: 0, label: null, tickFormat: (row: number) => shortened(labels[row] ?? '') }),
      barX(levels, { x: 'real', y: 'row', fill: 'var(--real)' }),
      tickX(levels, {
        x: 'synthetic',
        y: 'row',
        stroke: 'var(--synthetic)',
        strokeWidth: 2.5,
        insetTop: -2,
        insetBottom: -2,
      }),
      ruleX([0], { stroke: 'var(--axis)' }),
    ],
  });
}

function shortened(label: string): string {
  const letters = [...(label === '' ? '(empty)' : label.replace(/\s+/g, ' '))];
  return letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : letters.join('');
}
