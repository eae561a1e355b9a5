import { parseHTML } from 'linkedom';
import { columnBars } from './column-bars.mjs';
import { columnHistogram } from './column-histogram.mjs';
import { distanceHistogram } from './distance-histogram.mjs';
import { generationCurve } from './generation-curve.mjs';
import { heatMap } from './heat-map.mjs';
import { joinCells } from './join-cells.mjs';
import { labCurves } from './lab-curves.mjs';
import type { PlotRequest } from './plot-request.js';
import { trainingCurve } from './training-curve.mjs';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const COORDINATES = ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'width', 'height', 'd', 'transform'];

/** One plot as SVG text, with title and description for those who do not see it, and colours left to the page. */
export function draw(request: PlotRequest): string {
  const svg = figureOf(request);
  // The page has one style sheet for all plots, and titles of its own.
  svg.querySelector('style')?.remove();
  for (const group of svg.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
  for (const element of svg.querySelectorAll('*')) roundCoordinates(element);
  if (request.kind === 'heat') joinCells(svg);
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('class', `plot plot-${request.kind}`);
  svg.setAttribute('role', 'img');
  for (const [tag, text] of [
    ['desc', request.description],
    ['title', request.title],
  ] as const) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    element.textContent = text;
    svg.prepend(element);
  }
  return svg.outerHTML;
}

function figureOf(request: PlotRequest): Element {
  switch (request.kind) {
    case 'training':
      return trainingCurve(request.points, request.bestEpoch, document);
    case 'distances':
      return distanceHistogram(request.distances, document);
    case 'heat':
      return heatMap(request.map, document);
    case 'generation':
      return generationCurve(request.curve, document);
    case 'lab':
      return labCurves(request.curves, document);
    case 'column':
      return request.plot.kind === 'bars'
        ? columnBars(request.plot, document)
        : columnHistogram(request.plot, document);
  }
}

/** A hundredth of a unit is finer than any screen; the digits beyond would be half of the page. */
function roundCoordinates(element: Element): void {
  for (const name of COORDINATES) {
    const value = element.getAttribute(name);
    if (value !== null) element.setAttribute(name, value.replace(/(\.\d\d)\d+/g, '$1'));
  }
}
