import { MEASURE_FAMILIES, type MeasureFamily, type RunCard, type Verdict } from '@headwater/contracts';
import { html, type Markup } from '../../html/html';
import { FAMILY_WORDS } from '../../measures/family-of';
import { measureTitle } from '../../measures/measure-title';
import { dotLegend } from '../../parts/dot-legend';
import { more } from '../../parts/more';
import { section } from '../../parts/section';
import { byDensity, scoreRows, type ScoreRow } from './score-rows';
import { scoreTable } from './score-table';

/** Every measure by family: what is judged and what is asked for most in front, the rest behind a line. */
export function scores(card: RunCard): Markup | null {
  const rows = scoreRows(card);
  if (rows.length === 0) return null;
  const { decision } = card;
  const edition = decision?.policyVersion === undefined ? '' : `, edition ${decision.policyVersion}`;
  const policy = decision === null ? null : html`Judged by the policy “${decision.policy}”${edition}. `;
  const lead = html`${policy}${dotLegend('what real, unseen rows score', 'what the synthetic rows score')}`;
  return section(
    'scores',
    'Scores',
    lead,
    MEASURE_FAMILIES.map((family) =>
      familyPart(
        family,
        rows.filter((row) => row.family === family),
      ),
    ),
  );
}

function familyPart(family: MeasureFamily, rows: readonly ScoreRow[]): Markup | null {
  if (rows.length === 0) return null;
  const { title, question } = FAMILY_WORDS[family];
  const { first, rest, silent } = byDensity(rows);
  return html`<div class="family">
    <h3>${title} <span class="tally">${tally(rows)}</span></h3>
    <p class="question">${question}</p>
    ${first.length === 0 ? null : scoreTable(title, first)}
    ${
      rest.length === 0
        ? null
        : more(`${rest.length} more ${rest.length === 1 ? 'measure' : 'measures'} of ${title.toLowerCase()}`, [
            scoreTable(`${title}: further measures`, rest),
          ])
    }
    ${notApplicable(silent)}
  </div>`;
}

/** Measures that mean nothing for this table, one line for each reason. */
function notApplicable(rows: readonly ScoreRow[]): Markup[] {
  const reasons = [...new Set(rows.map((row) => row.measure.reason ?? 'not applicable'))];
  return reasons.map((reason) => {
    const names = rows.filter((row) => (row.measure.reason ?? 'not applicable') === reason);
    return html`<p class="silent">
      Not asked of this table, since ${reason}: ${names.map((row) => measureTitle(row.measure.name)).join('; ')}.
    </p>`;
  });
}

const WORDS: readonly [Verdict, one: string, many: string][] = [
  ['block', 'blocks', 'block'],
  ['warn', 'warns', 'warn'],
  ['pass', 'passes', 'pass'],
];

/** `1 warns, 4 pass`; nothing for a family that no rule is about. */
function tally(rows: readonly ScoreRow[]): string {
  const rules = rows.flatMap((row) => row.rules);
  return WORDS.flatMap(([verdict, one, many]) => {
    const hit = rules.filter((rule) => rule.verdict === verdict).length;
    return hit === 0 ? [] : [`${hit} ${hit === 1 ? one : many}`];
  }).join(', ');
}
