import type { RunCard } from '@headwater/contracts';
import type { Markup } from './html/html';
import { page } from './page';
import { drawPlots } from './plots/draw-plots';
import type { PlotRequest } from './plots/plot-request';
import { closeness, distancePlot } from './sections/closeness';
import { columnPlot, columns, drawnColumns } from './sections/columns';
import { failure } from './sections/failure';
import { masthead } from './sections/masthead';
import { model, trainingPlot } from './sections/model';
import { notes } from './sections/notes';
import { pairs } from './sections/pairs';
import { personalData } from './sections/personal-data';
import { provenance } from './sections/provenance';
import { scores } from './sections/scores';
import { timeline } from './sections/timeline';

/**
 * A run card as one self-contained HTML page: no script, no network, light and dark, fit for paper. The same card gives
 * the same bytes. Parts that the run did not reach are left out. Thrown: INTERNAL when the plots cannot be drawn.
 */
export async function renderRunCard(card: RunCard): Promise<string> {
  const requests: PlotRequest[] = drawnColumns(card).map(columnPlot);
  const place = (request: PlotRequest | null): number => (request === null ? -1 : requests.push(request) - 1);
  const training = place(trainingPlot(card));
  const distances = place(distancePlot(card));
  const plots = await drawPlots(requests);
  const plot = (index: number): Markup | null => plots[index] ?? null;
  return page(`${card.run.chain} ${card.run.partition}: run card`, [
    masthead(card),
    failure(card),
    scores(card),
    columns(card, plots),
    pairs(card),
    closeness(plot(distances)),
    personalData(card),
    model(card, plot(training)),
    timeline(card),
    provenance(card),
    notes(card),
  ]);
}
