import { areaY, axisX, axisY, dot, gridY, line, plot, ruleY } from '@observablehq/plot';
import type { LabCurves } from './plot-request.js';

const STROKES = { subject: 'var(--synthetic)', baseline: 'var(--real)', other: 'var(--axis)' };
const ORDER = ['other', 'baseline', 'subject'] as const;

/** Medians of the protocols over the generations, ranges over the seeds as bands; the protocols that stand out on top. */
export function labCurves({ lines, reference }: LabCurves, document: Document): Element {
  const all = lines.flatMap(({ points }) => points);
  const last = Math.max(1, ...all.map((p) => p.generation));
  const values = [...all.flatMap((p) => [p.median]), ...(reference === null ? [] : [reference])];
  const bands = lines
    .filter(({ role }) => role !== 'other')
    .flatMap(({ points }) => points.flatMap((p) => [p.least, p.most]));
  const [least, most] = [Math.min(...values, ...bands), Math.max(...values, ...bands)];
  const room = Math.max(0, 0.02 * Math.max(Math.abs(most), 0.1) - (most - least)) / 2;
  const inOrder = ORDER.flatMap((role) => lines.filter((one) => one.role === role));
  return plot({
    document,
    width: 300,
    height: 170,
    marginLeft: 46,
    marginRight: 10,
    marginTop: 10,
    marginBottom: 22,
    x: { type: 'linear', domain: [0, last] },
    y: { type: 'linear', domain: [least - room, most + room], nice: 4, zero: false },
    marks: [
      gridY({ ticks: 4, stroke: 'var(--rule)', strokeOpacity: 1 }),
      axisY({ ticks: 4, tickSize: 0, label: null }),
      axisX({ ticks: Math.min(5, last), tickSize: 3, label: null, tickFormat: String }),
      ...(reference === null ? [] : [ruleY([reference], { stroke: 'var(--muted)', strokeDasharray: '2 3' })]),
      ...inOrder.flatMap(({ role, points }) => [
        ...(role === 'other'
          ? []
          : [areaY(points, { x: 'generation', y1: 'least', y2: 'most', fill: STROKES[role], fillOpacity: 0.16 })]),
        line(points, { x: 'generation', y: 'median', stroke: STROKES[role], strokeWidth: role === 'other' ? 1 : 2 }),
        ...(role === 'other' ? [] : [dot(points, { x: 'generation', y: 'median', fill: STROKES[role], r: 2.2 })]),
      ]),
    ],
  });
}
