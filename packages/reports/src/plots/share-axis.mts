import { axisY, gridY, type Markish } from '@observablehq/plot';

/** Hairlines and labels in percent for an axis of shares; at most three, since shapes are read, not values. */
export function shareAxis(): Markish[] {
  return [
    gridY({ ticks: 3, stroke: 'var(--rule)', strokeOpacity: 1 }),
    axisY({
      ticks: 3,
      tickSize: 0,
      label: null,
      tickFormat: (share: number) => `${Number((share * 100).toPrecision(3))}%`,
    }),
  ];
}

/** Steps as points of a line: each bin's share from its left edge to its right, down to zero at both ends. */
export function stepOutline(edges: readonly number[], shares: readonly number[]): [number, number][] {
  const first = edges[0] ?? 0;
  const last = edges[shares.length] ?? first;
  const steps = shares.flatMap((share, i): [number, number][] => [
    [edges[i] ?? first, share],
    [edges[i + 1] ?? last, share],
  ]);
  return [[first, 0], ...steps, [last, 0]];
}

/** Bins as rectangles: left edge, right edge, share. */
export function binsOf(
  edges: readonly number[],
  shares: readonly number[],
): { from: number; to: number; share: number }[] {
  return shares.map((share, i) => ({ from: edges[i] ?? 0, to: edges[i + 1] ?? 0, share }));
}
