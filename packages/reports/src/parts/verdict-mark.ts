import type { Verdict } from '@headwater/contracts';
import { html, type Markup } from '../html/html';

export type Tone = Verdict | 'neutral';

/** A disc, a triangle, a square, a ring: the forms tell verdicts apart without colour. */
const SHAPES: Record<Tone, Markup> = {
  pass: html`<circle cx="8" cy="8" r="6.5" />`,
  warn: html`<path d="M8 1.5 15 14.5H1Z" />`,
  block: html`<path d="M2 2h12v12H2Z" />`,
  neutral: html`<path
    fill-rule="evenodd"
    d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13m0 3a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7"
  />`,
};

export function mark(tone: Tone): Markup {
  return html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[tone]}</svg>`;
}

const WORDS: Record<Tone, string> = { pass: 'pass', warn: 'warn', block: 'block', neutral: 'not judged' };

export function verdictLabel(tone: Tone): Markup {
  return html`<span class="verdict ${tone}">${mark(tone)}${WORDS[tone]}</span>`;
}
