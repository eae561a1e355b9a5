import type { RunCard } from '@headwater/contracts';
import { page } from './page';
import { Drawings } from './plots/drawings';
import { attacks } from './sections/attacks';
import { closeness } from './sections/closeness';
import { columns } from './sections/columns';
import { contents } from './sections/contents';
import { failure } from './sections/failure';
import { fairness } from './sections/fairness/fairness';
import { generations } from './sections/generations';
import { masthead, titleOf } from './sections/masthead/masthead';
import { model } from './sections/model';
import { notes } from './sections/notes';
import { pairs } from './sections/pairs';
import { personalData } from './sections/personal-data';
import { projection } from './sections/projection';
import { provenance } from './sections/provenance';
import { scores } from './sections/scores/scores';
import { segments } from './sections/segments';
import { timeline } from './sections/timeline';
import { utility } from './sections/utility/utility';
import { whereToLook } from './sections/where-to-look';

/**
 * A run card, or an assessment of tables without a run, as one self-contained HTML page: no script, no network, light and
 * dark, fit for paper. The same card gives the same bytes. Parts that the evidence does not have are left out. Thrown:
 * INTERNAL when the plots cannot be drawn.
 */
export async function renderRunCard(card: RunCard): Promise<string> {
  const drawings = new Drawings();
  const sections = [
    scores(card),
    whereToLook(card),
    columns(card, drawings),
    pairs(card, drawings),
    projection(card, drawings),
    closeness(card, drawings),
    attacks(card),
    utility(card),
    fairness(card),
    segments(card),
    generations(card, drawings),
    model(card, drawings),
    personalData(card),
    timeline(card),
    provenance(card),
    notes(card),
  ];
  return drawings.into(page(titleOf(card), [masthead(card), failure(card), contents(sections), sections]));
}
