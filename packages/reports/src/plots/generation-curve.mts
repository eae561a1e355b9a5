import { axisX, axisY, dot, gridY, line, plot } from '@observablehq/plot';
import type { GenerationCurve } from './plot-request.js';

/** A measure's scores over the generations of a chain as dots on a line, its straight trend dashed. */
export function generationCurve({ points, trend, worsening }: GenerationCurve, document: Document): Element {
  const first = points[0]?.generation ?? 0;
  const last = points.at(-1)?.generation ?? first;
  const onTrend = [first, last].map((generation) => ({
    generation,
    score: trend.start + trend.slope * (generation - first),
  }));
  const stroke = worsening ? 'var(--synthetic)' : 'var(--real)';
  const scores = [...points, ...onTrend].map((p) => p.score);
  const least = Math.min(...scores);
  const most = Math.max(...scores);
  // Noise in the fourth digit shall not look like a fall.
  const room = Math.max(0, 0.02 * Math.max(Math.abs(most), 0.1) - (most - least)) / 2;
  return plot({
    document,
    width: 240,
    height: 130,
    marginLeft: 42,
    marginRight: 10,
    marginTop: 10,
    marginBottom: 22,
    x: { type: 'linear', domain: first === last ? [first - 1, last + 1] : [first, last] },
    y: { type: 'linear', domain: [least - room, most + room], nice: 3, zero: false },
    marks: [
      gridY({ ticks: 3, stroke: 'var(--rule)', strokeOpacity: 1 }),
      axisY({ ticks: 3, tickSize: 0, label: null }),
      axisX(whole(first, last), { tickSize: 3, label: null, tickFormat: String }),
      line(onTrend, { x: 'generation', y: 'score', stroke: 'var(--muted)', strokeDasharray: '3 3' }),
      line(points, { x: 'generation', y: 'score', stroke, strokeWidth: 1.75 }),
      dot(points, { x: 'generation', y: 'score', fill: stroke, r: 2.75 }),
    ],
  });
}

/** At most six generations to label, the first and the last among them. */
function whole(first: number, last: number): number[] {
  const step = Math.max(1, Math.ceil((last - first) / 5));
  const ticks: number[] = [];
  for (let at = first; at < last; at += step) ticks.push(at);
  if (last - (ticks.at(-1) ?? first) < step * 0.75 && ticks.length > 1) ticks.pop();
  return [...ticks, last];
}
