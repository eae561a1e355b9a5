import type { FairnessGrouping, RunCard } from '@headwater/contracts';
import { count, interval, percent, score } from '../../html/format';
import { html, type Markup } from '../../html/html';
import { dotLegend } from '../../parts/dot-legend';
import { dotTable, type DotRow } from '../../parts/dot-table';
import { more } from '../../parts/more';
import { section } from '../../parts/section';
import { DIFFERENCES, differences } from './differences';
import { groupModels } from './group-models';

/** Groups of a pair of attributes can be many; those beyond are in the table of groups. */
const MOST_GROUPS = 12;

/** What synthesis does to groups of people: who is there, what their labels say, how models treat them. */
export function fairness({ quality }: RunCard): Markup | null {
  const tables = quality?.fairness;
  if (tables === undefined || tables.groupings.length === 0) return null;
  const { positive, groupings } = tables;
  const alone = groupings.filter((grouping) => grouping.attributes.length === 1);
  const crossed = groupings.filter((grouping) => grouping.attributes.length !== 1);
  const outcome = positive === null ? null : html`The positive outcome is “${positive}”. `;
  return section(
    'fairness',
    'Groups of people',
    html`Whether groups keep their share of the rows and of positive labels, and whether models trained on synthetic
    rows treat them differently. ${outcome}${dotLegend('real rows', 'synthetic rows')}`,
    finding(groupings),
    alone.map((grouping) => groupingPart(grouping, positive)),
    crossed.length === 0 || alone.length === 0
      ? crossed.map((grouping) => groupingPart(grouping, positive))
      : more(
          `Attributes in pairs: ${crossed.map(nameOf).join(', ')}`,
          crossed.map((grouping) => groupingPart(grouping, positive)),
        ),
  );
}

/** What synthesis made stronger, in words. */
function finding(groupings: readonly FairnessGrouping[]): Markup | null {
  const stronger = groupings.flatMap((grouping) => {
    const names = (grouping.outcome?.differences ?? []).filter((difference) => difference.verdict === 'amplified');
    const words = names.map((difference) => DIFFERENCES[difference.name].title.toLowerCase()).join(', ');
    return words === '' ? [] : [`by ${nameOf(grouping)} (${words})`];
  });
  if (groupings.every((grouping) => grouping.outcome === null)) return null;
  return html`<p class="finding">
    ${
      stronger.length === 0
        ? 'No difference between groups is clearly greater after synthesis than before.'
        : html`Synthesis made differences greater ${stronger.join(', ')}.`
    }
  </p>`;
}

function nameOf({ attributes }: FairnessGrouping): string {
  return attributes.join(' × ');
}

function groupingPart(grouping: FairnessGrouping, positive: string | null): Markup {
  const { outcome } = grouping;
  const name = nameOf(grouping);
  return html`<div class="part">
    <h3>${name}</h3>
    <div class="two">${shares(grouping, name)} ${outcome === null ? null : labelRates(grouping, name, positive)}</div>
    ${
      outcome === null
        ? null
        : [
            differences(outcome.differences, name),
            calibration(grouping, name),
            more(`What models do to each group of ${name}`, groupModels(grouping, name)),
          ]
    }
  </div>`;
}

function shares({ representation, groups }: FairnessGrouping, name: string): Markup | null {
  if (representation === null) return null;
  const { shares: of, distance, interval: range, reference } = representation;
  const sampling = reference === null ? '' : `; by sampling alone ${score(reference)}`;
  return html`<div>
    ${dotTable({
      caption: `Share of the rows by ${name}`,
      head: 'Group',
      format: percentOrNone,
      holding: [0],
      rows: inFront(groups, (label, i) => ({
        label,
        real: of.train[i] ?? null,
        synthetic: of.synthetic[i] ?? null,
      })),
    })}
    <p class="under">
      Distance of the shares
      ${score(distance)}${range === null ? '' : ` (${interval(range)})`}${sampling}.${left(groups)}
    </p>
  </div>`;
}

function labelRates({ outcome, groups }: FairnessGrouping, name: string, positive: string | null): Markup | null {
  if (outcome === null) return null;
  return html`<div>
    ${dotTable({
      caption: `${positive === null ? 'Positive labels' : `Label “${positive}”`} by ${name}`,
      head: 'Group',
      format: percentOrNone,
      holding: [0],
      rows: inFront(groups, (label, i) => {
        const rate = outcome.groups[i]?.labelRate;
        return { label, real: rate?.real ?? null, synthetic: rate?.synthetic ?? null };
      }),
    })}
  </div>`;
}

/** How far predicted probabilities are from what happens, group by group. */
function calibration({ outcome, groups }: FairnessGrouping, name: string): Markup | null {
  const models = (outcome?.groups ?? []).map((g) => g.models);
  if (models.every((m) => m.real.calibrationError === null && m.synthetic.calibrationError === null)) return null;
  return dotTable({
    caption: `Calibration error on held-out people by ${name}: how far predicted probabilities are from what happens`,
    head: 'Group',
    format: score,
    holding: [0],
    rows: inFront(groups, (label, i) => ({
      label,
      note: heldOut(outcome?.groups[i]?.heldOutRows),
      real: models[i]?.real.calibrationError ?? null,
      synthetic: models[i]?.synthetic.calibrationError ?? null,
    })),
  });
}

function inFront(groups: readonly string[], row: (label: string, i: number) => DotRow): DotRow[] {
  return groups.slice(0, MOST_GROUPS).map(row);
}

function left(groups: readonly string[]): string {
  const more = groups.length - MOST_GROUPS;
  return more > 0 ? ` The first ${MOST_GROUPS} of ${groups.length} groups are drawn.` : '';
}

function heldOut(rows: number | undefined): string {
  return rows === undefined ? '' : `${count(rows)} held-out rows`;
}

function percentOrNone(value: number | null): string {
  return value === null ? '–' : percent(value);
}
