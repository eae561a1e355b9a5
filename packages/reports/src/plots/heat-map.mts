import { plot, rect, text, type Markish } from '@observablehq/plot';
import type { CellAxis, HeatMap } from './plot-request.js';
import { toneOf, TONES } from './tones.js';

const WIDTH = 320;
const UPRIGHT_LABELS = 84;
const LEVEL_LABELS = 90;

/** Cells of equal size whose tone is the share in them; what is empty stays paper. */
export function heatMap(map: HeatMap, document: Document): Element {
  const { x, y } = map;
  const bare = x.ticks.length === 0 && y.ticks.length === 0;
  const marginBottom = bare ? 1 : (x.upright ? UPRIGHT_LABELS : 18) + 16;
  const marginTop = bare ? 1 : 20;
  const marginLeft = bare ? 1 : LEVEL_LABELS;
  return plot({
    document,
    width: WIDTH,
    height: map.height + marginTop + marginBottom,
    marginTop,
    marginBottom,
    marginLeft,
    marginRight: bare ? 1 : 10,
    x: { type: 'linear', domain: [0, x.cells], axis: null },
    y: { type: 'linear', domain: [0, y.cells], axis: null },
    marks: [
      rect([0], { x1: 0, x2: x.cells, y1: 0, y2: y.cells, fill: 'none', stroke: 'var(--rule)' }),
      ...toned(map, bare ? 0 : 0.4),
      ...(bare ? [] : [xTicks(x), yTicks(y), ...names(map)]),
    ],
  });
}

/** One mark a tone, so that the cells of a tone become one path. */
function toned({ values, x, most, tones }: HeatMap, inset: number): Markish[] {
  const cells = values.map((value, i) => ({
    tone: toneOf(value, most, tones),
    x: i % x.cells,
    y: Math.floor(i / x.cells),
  }));
  const sides = tones === 'density' ? [1] : [-1, 1];
  return sides.flatMap((side) =>
    TONES.map((opacity, i) =>
      rect(
        cells.filter((cell) => cell.tone === side * (i + 1)),
        {
          x1: 'x',
          x2: (cell: { x: number }) => cell.x + 1,
          y1: 'y',
          y2: (cell: { y: number }) => cell.y + 1,
          fill: tones === 'density' ? 'var(--ink)' : side > 0 ? 'var(--synthetic)' : 'var(--fewer)',
          fillOpacity: opacity,
          inset,
        },
      ),
    ),
  );
}

function xTicks({ ticks, upright }: CellAxis): Markish {
  return text(ticks, {
    x: 'at',
    frameAnchor: 'bottom',
    text: 'text',
    ...(upright ? { rotate: -90, textAnchor: 'end', lineAnchor: 'middle', dy: 7 } : { dy: 7, lineAnchor: 'top' }),
  });
}

function yTicks({ ticks }: CellAxis): Markish {
  return text(ticks, { y: 'at', frameAnchor: 'left', text: 'text', dx: -6, textAnchor: 'end' });
}

/** The columns' names: that of the y axis above it, that of the x axis below its words. */
function names({ x, y }: HeatMap): Markish[] {
  const drop = (x.upright ? UPRIGHT_LABELS : 18) + 12;
  return [
    text([y.name], {
      frameAnchor: 'top-left',
      dx: -LEVEL_LABELS,
      dy: -18,
      text: (name: string) => name,
      fill: 'var(--ink)',
      textAnchor: 'start',
    }),
    text([x.name], { frameAnchor: 'bottom', dy: drop, text: (name: string) => name, fill: 'var(--ink)' }),
  ];
}
