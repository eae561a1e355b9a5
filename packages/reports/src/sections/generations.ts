import type { CollapseSignal, CollapseStage, CollapseWarning, GenerationMeasures, RunCard } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Markup } from '../html/html';
import { measureTitle } from '../measures/measure-title';
import { mark, type Tone } from '../parts/verdict-mark';
import { section } from '../parts/section';
import type { Drawings } from '../plots/drawings';

const STAGES: Record<CollapseStage, string> = {
  tails: 'tails and rare categories',
  coverage: 'coverage of the real rows',
  spread: 'spread and variety',
  likelihood: 'likelihood',
  marginals: 'single columns and their relations',
};

const VERDICTS: Record<
  CollapseWarning['verdict'],
  { tone: Tone; title: string; says: (w: CollapseWarning) => string }
> = {
  unknown: { tone: 'neutral', title: 'Too early to tell', says: () => 'A trend needs three generations with scores.' },
  stable: { tone: 'pass', title: 'Stable', says: () => 'No followed measure worsens from generation to generation.' },
  early: {
    tone: 'warn',
    title: 'First signs of collapse',
    says: () => 'Tails or rare categories shrink from generation to generation; nothing else does yet.',
  },
  collapsing: {
    tone: 'block',
    title: 'Collapsing',
    says: ({ first, latest }) =>
      `What worsens from generation to generation reaches from ${STAGES[first ?? 'tails']} to ${STAGES[latest ?? 'marginals']}.`,
  },
};

/** Whether models that learn from earlier models' rows lose what the real rows had. */
export function generations({ generations: history = [], collapse }: RunCard, drawings: Drawings): Markup | null {
  if (history.length === 0 || collapse === undefined) return null;
  const { tone, title, says } = VERDICTS[collapse.verdict];
  const curves = collapse.signals.flatMap((signal) => curve(signal, history, drawings) ?? []);
  return section(
    'generations',
    'Generations',
    null,
    html`<p class="finding"><span class="verdict ${tone}">${mark(tone)}${title}</span> ${says(collapse)}</p>`,
    curves.length === 0
      ? null
      : [
          html`<p class="lead">
            Each followed measure over the chain's ${history.length} generations, in the order in which collapse shows.
            The dashed line is the trend; one whose whole 95&nbsp;% interval points the wrong way, without levelling
            off, is drawn in the colour of synthetic rows and says so.
          </p>`,
          html`<div class="curves">${curves}</div>`,
        ],
  );
}

function curve(signal: CollapseSignal, history: readonly GenerationMeasures[], drawings: Drawings): Markup | null {
  const { measure, stage, trend, worsening } = signal;
  const points = history.flatMap(({ generation, measures }) => {
    const found = measures.find((m) => m.name === measure)?.score;
    return typeof found === 'number' && Number.isFinite(found) ? [{ generation, score: found }] : [];
  });
  if (points.length < 2) return null;
  const title = measureTitle(measure);
  return html`<figure class="curve">
    <figcaption>
      <span class="name">${title}</span>${worsening ? html`<span class="number worse">worsens</span>` : null}
    </figcaption>
    ${drawings.place({
      kind: 'generation',
      title: `${title} by generation`,
      description: `From ${score(points[0]?.score)} to ${score(points.at(-1)?.score)} over ${points.length} generations${worsening ? '; it worsens' : ''}.`,
      curve: { points, trend, worsening },
    })}
    <p class="under">${STAGES[stage]} · ${change(trend.slope)}</p>
  </figure>`;
}

function change(slope: number): string {
  const size = score(Math.abs(slope));
  return Number(size) === 0 ? 'level' : `${slope > 0 ? '+' : '−'}${size} a generation`;
}
