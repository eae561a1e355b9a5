import type { Measure, RunCard } from '@headwater/contracts';
import { percent, score } from '../html/format';
import { html, type Markup } from '../html/html';
import { familyOf } from '../measures/family-of';
import { measureTitle } from '../measures/measure-title';
import { onUnitScale } from '../measures/on-unit-scale';
import { dotLegend } from '../parts/dot-legend';
import { dotTable } from '../parts/dot-table';
import { section } from '../parts/section';

/** Every attack's success beside what it has on people who were never in the training rows. */
export function attacks({ privacy }: RunCard): Markup | null {
  const measured = (privacy?.measures ?? []).filter((m) => familyOf(m, 'privacy') === 'attack');
  // Bounds of epsilon have no end: they stay among the scores.
  const drawn = measured.filter((m) => onUnitScale(m.name, m.score));
  if (drawn.length === 0) return null;
  return section(
    'attacks',
    'Attack risks',
    html`What an attacker with the synthetic table gains. A dot on its line learned nothing about the people in the
    training rows that it does not learn about others. ${dotLegend('unseen real rows, or guessing', 'training rows')}`,
    dotTable({
      caption: 'Success of attacks, most above its reference first',
      head: 'Attack',
      format: score,
      names: { real: 'Reference', synthetic: 'Score' },
      holding: [0],
      rows: drawn
        .sort((a, b) => excess(b) - excess(a))
        .map((m) => ({
          label: measureTitle(m.name),
          note: rates(m),
          synthetic: m.score,
          real: m.reference,
          interval: m.interval,
        })),
    }),
  );
}

function excess({ score: value, reference }: Measure): number {
  return (value ?? 0) - (reference ?? 0);
}

function rates({ rates: of }: Measure): string | undefined {
  if (of === undefined) return undefined;
  return `${percent(of.attack)} on training rows, ${percent(of.control)} on unseen rows, ${percent(of.naive)} by guessing`;
}
