import type { LabCard } from '@headwater/contracts';
import { html, type Markup } from '../html/html';
import { page } from '../page';
import { Drawings } from '../plots/drawings';
import { contents } from '../sections/contents';
import { labChanges } from './lab-changes';
import { labClosedForms } from './lab-closed-forms';
import { labCurvesSection } from './lab-curves-section';
import { labProtocols } from './lab-protocols';
import { labSetting } from './lab-setting';

/**
 * The card of a collapse laboratory as one self-contained HTML page: no script, no network. The same card gives the same
 * bytes. Thrown: INTERNAL when the plots cannot be drawn.
 */
export async function renderLabCard(card: LabCard): Promise<string> {
  const drawings = new Drawings();
  const sections: (Markup | null)[] = [
    labProtocols(card),
    labCurvesSection(card, drawings),
    labChanges(card),
    labClosedForms(card),
    labSetting(card),
  ];
  const title = `Collapse laboratory${card.table === null ? '' : `: ${card.table.name}`}`;
  return drawings.into(page(title, [masthead(card), contents(sections), sections]));
}

function masthead({ table }: LabCard): Markup {
  return html`<header>
    <p class="kicker">Headwater</p>
    <h1 class="chain">
      Collapse laboratory ${table === null ? null : html`<span class="partition">${table.name}</span>`}
    </h1>
    <p class="summary">
      What becomes of models that learn from the rows of earlier models, and what a verdict on their measures would have
      done about it.
    </p>
  </header>`;
}
