import type { ModelCard, RunCard } from '@headwater/contracts';
import { count, score } from '../html/format';
import { html, type Markup } from '../html/html';
import { factList } from '../parts/fact-list';
import { section } from '../parts/section';
import type { Drawings } from '../plots/drawings';

const STOPPED: Record<ModelCard['stoppedBecause'], string> = {
  patience: 'the validation loss no longer fell',
  epochs: 'the last epoch was reached',
  time: 'the time allowed was used up',
};

function trainingPlot(model: ModelCard, drawings: Drawings): Markup | null {
  if (model.training.length < 2) return null;
  const best = model.training.find((p) => p.epoch === model.bestEpoch);
  const at =
    best === undefined ? '' : `; the lowest validation loss, ${score(best.validation)}, is at epoch ${best.epoch}`;
  return drawings.place({
    kind: 'training',
    title: 'Training and validation loss by epoch',
    description: `${model.training.length} epochs${at}.`,
    points: model.training,
    bestEpoch: model.bestEpoch,
  });
}

/** How the model was trained. */
export function model({ model: card }: RunCard, drawings: Drawings): Markup | null {
  if (card === null) return null;
  const plot = trainingPlot(card, drawings);
  const privacy = card.differentialPrivacy;
  const parameters = Object.entries(card.parameters).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return section(
    'model',
    'Model',
    plot === null ? null : html`Loss by epoch: training dashed, validation solid. The ring is the epoch that was kept.`,
    plot === null ? null : html`<figure class="wide">${plot}</figure>`,
    factList([
      ['Family', card.family],
      [
        'Differential privacy',
        privacy === null
          ? 'none: no formal guarantee, the privacy scores are measurements'
          : `ε = ${privacy.epsilon}, δ = ${privacy.delta}`,
      ],
      ['Trained on', `${count(card.trainRows)} rows, ${count(card.columns)} columns`],
      ['Size', `${count(card.modelParameters)} weights`],
      [
        'Epochs',
        `${card.training.length}, kept epoch ${card.bestEpoch}, ended because ${STOPPED[card.stoppedBecause]}`,
      ],
      ['Seed', String(card.seed)],
      ['Parameters', parameters.join(', ')],
    ]),
  );
}
