import type { RunCard } from '@headwater/contracts';
import { html, type Markup } from '../html/html';

/** What went wrong and what to do, for a run that has an error. */
export function failure({ run }: RunCard): Markup | null {
  const error = run?.error;
  if (error === undefined) return null;
  return html`<section class="failure" aria-labelledby="failure">
    <h2 id="failure">What went wrong</h2>
    <p class="code">
      <code>${error.code}</code>${error.stage === undefined ? null : html` in the stage “${error.stage}”`}
    </p>
    <p class="message">${error.message}</p>
    ${error.hint === undefined ? null : html`<p><strong>What to do:</strong> ${error.hint}</p>`}
    ${error.where === undefined ? null : html`<p><strong>Where:</strong> <code>${error.where}</code></p>`}
  </section>`;
}
