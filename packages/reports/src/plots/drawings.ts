import { Markup } from '../html/html';
import { drawPlots } from './draw-plots';
import type { PlotRequest } from './plot-request';

/** No escaped text holds it, so that nothing but `place` can put it into a page. */
const SEAM = '\u0000';

/** The plots of one page: asked for where they stand, drawn together once the page is written. */
export class Drawings {
  private readonly requests: PlotRequest[] = [];

  /** Stands for the drawing until `into` puts it there. */
  place(request: PlotRequest): Markup {
    return new Markup(`${SEAM}${this.requests.push(request) - 1}${SEAM}`);
  }

  /** The page with every drawing in its place. Thrown: INTERNAL when the plots cannot be drawn. */
  async into(page: string): Promise<string> {
    const drawn = await drawPlots(this.requests);
    return page
      .split(SEAM)
      .map((part, i) => (i % 2 === 0 ? part : (drawn[Number(part)]?.text ?? '')))
      .join('');
  }
}
