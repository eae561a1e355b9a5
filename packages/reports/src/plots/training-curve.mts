import type { TrainingPoint } from '@headwater/contracts';
import { axisX, axisY, dot, gridY, line, plot, ruleX, text } from '@observablehq/plot';

/** Loss by epoch: training dashed, validation solid, the kept epoch marked. */
export function trainingCurve(points: readonly TrainingPoint[], bestEpoch: number, document: Document): Element {
  const drawn = points.filter((p) => Number.isFinite(p.train) && Number.isFinite(p.validation));
  const last = drawn.at(-1);
  const best = drawn.filter((p) => p.epoch === bestEpoch);
  // The two curves end close together: the upper one is named above its end, the lower below.
  const trainOnTop = last !== undefined && last.train > last.validation;
  const ends = last === undefined ? [] : [last];
  return plot({
    document,
    width: 680,
    height: 230,
    marginLeft: 48,
    marginRight: 84,
    marginTop: 14,
    marginBottom: 44,
    x: { type: 'linear' },
    y: { type: 'linear', nice: 4, zero: false },
    marks: [
      gridY({ ticks: 4, stroke: 'var(--rule)', strokeOpacity: 1 }),
      axisY({ ticks: 4, tickSize: 0, label: null }),
      axisX({
        ticks: 8,
        tickSize: 3,
        label: 'epoch',
        labelArrow: 'none',
        labelAnchor: 'center',
        labelOffset: 36,
        tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ''),
      }),
      ruleX(best, { x: 'epoch', stroke: 'var(--axis)', strokeDasharray: '1 3' }),
      line(drawn, { x: 'epoch', y: 'train', stroke: 'var(--muted)', strokeWidth: 1.5, strokeDasharray: '5 3' }),
      line(drawn, { x: 'epoch', y: 'validation', stroke: 'var(--synthetic)', strokeWidth: 2 }),
      dot(best, { x: 'epoch', y: 'validation', r: 4, fill: 'var(--page)', stroke: 'var(--synthetic)', strokeWidth: 2 }),
      text(ends, {
        x: 'epoch',
        y: 'train',
        text: () => 'training',
        dx: 8,
        dy: trainOnTop ? -6 : 8,
        textAnchor: 'start',
        fill: 'var(--muted)',
      }),
      text(ends, {
        x: 'epoch',
        y: 'validation',
        text: () => 'validation',
        dx: 8,
        dy: trainOnTop ? 8 : -6,
        textAnchor: 'start',
        fill: 'currentColor',
      }),
    ],
  });
}
