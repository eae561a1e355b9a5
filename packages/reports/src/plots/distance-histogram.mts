import type { Evidence } from '@headwater/contracts';
import { axisX, line, plot, rectY, ruleY } from '@observablehq/plot';
import { binsOf, shareAxis, stepOutline } from './share-axis.mjs';

/** Distance of synthetic rows to the nearest held-out row as filled bins, to the nearest training row as an outline. */
export function distanceHistogram(
  { edges, syntheticToTrain, syntheticToHoldout }: NonNullable<Evidence['distances']>,
  document: Document,
): Element {
  return plot({
    document,
    width: 680,
    height: 230,
    marginLeft: 48,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 44,
    x: { type: 'linear', domain: [edges[0] ?? 0, edges.at(-1) ?? 1] },
    y: { type: 'linear', domain: [0, Math.max(1e-9, ...syntheticToTrain, ...syntheticToHoldout)], nice: 4 },
    marks: [
      ...shareAxis(),
      rectY(binsOf(edges, syntheticToHoldout), {
        x1: 'from',
        x2: 'to',
        y: 'share',
        fill: 'var(--real)',
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      line(stepOutline(edges, syntheticToTrain), {
        stroke: 'var(--synthetic)',
        strokeWidth: 2,
        strokeLinejoin: 'miter',
      }),
      ruleY([0], { stroke: 'var(--axis)' }),
      axisX({
        ticks: 8,
        tickSize: 3,
        label: 'distance to the closest real row',
        labelArrow: 'none',
        labelAnchor: 'center',
        labelOffset: 36,
      }),
    ],
  });
}
