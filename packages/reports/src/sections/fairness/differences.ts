import type { AmplificationVerdict, DifferenceName, GroupDifference } from '@headwater/contracts';
import { interval, score } from '../../html/format';
import { html, type Markup } from '../../html/html';
import { dotTable } from '../../parts/dot-table';
import { under } from '../../parts/under';

export const DIFFERENCES: Record<DifferenceName, { title: string; meaning: string }> = {
  label_parity_difference: { title: 'Labels', meaning: 'share of positive labels, most favoured less least' },
  statistical_parity_difference: { title: 'Decisions', meaning: 'share of positive decisions of a model' },
  equal_opportunity_difference: { title: 'Opportunity', meaning: 'positive decisions among those who deserve them' },
  equalised_odds_difference: { title: 'Odds', meaning: 'decisions among people of the same outcome, at worst' },
};

const CHANGE: Record<AmplificationVerdict, string> = {
  amplified: 'amplified',
  reduced: 'reduced',
  unclear: 'no clear change',
};

/** Differences between the most and the least favoured group, and whether synthesis made them greater. */
export function differences(all: readonly GroupDifference[], name: string): Markup | null {
  if (all.length === 0) return null;
  return dotTable({
    caption: `Differences between groups of ${name}`,
    head: 'Difference',
    format: score,
    holding: [0],
    extra: ['Change', 'Verdict'],
    rows: all.map(({ name: of, real, synthetic, interval: range, ...change }) => ({
      label: DIFFERENCES[of].title,
      note: DIFFERENCES[of].meaning,
      real,
      synthetic,
      interval: range,
      extra: [amplification(change), verdict(change.verdict)],
    })),
  });
}

function amplification({
  amplification: value,
  amplificationInterval: range,
}: Pick<GroupDifference, 'amplification' | 'amplificationInterval'>): Markup {
  const sign = value !== null && value > 0 ? '+' : '';
  return html`${sign}${score(value)}${range === null ? null : under(interval(range))}`;
}

function verdict(of: AmplificationVerdict | null): Markup | null {
  if (of === null) return null;
  return html`<span class="${of === 'amplified' ? 'block' : of === 'reduced' ? 'pass' : 'neutral'}"
    >${CHANGE[of]}</span
  >`;
}
