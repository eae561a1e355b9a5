import type { RunCard, UtilityTables } from '@headwater/contracts';
import { count, interval, score } from '../../html/format';
import { html, type Markup } from '../../html/html';
import { dotLegend } from '../../parts/dot-legend';
import { dotTable } from '../../parts/dot-table';
import { more } from '../../parts/more';
import { section } from '../../parts/section';
import { under } from '../../parts/under';
import { classTables } from './class-tables';
import { importances } from './importances';
import { LEARNERS } from './learner-names';

/** Models that learned from real and from synthetic rows, tested on the same held-out real rows. */
export function utility({ quality }: RunCard): Markup | null {
  const tables = quality?.utility;
  if (tables === undefined || tables.kind === null || tables.learners.length === 0) return null;
  const { rows } = tables;
  return section(
    'utility',
    'Models trained on it',
    html`The same learners trained on ${count(rows.learnt)} real and on as many synthetic rows, all tested on
    ${count(rows.tested)} held-out real rows. ${dotLegend('trained on real rows', 'trained on synthetic rows')}`,
    learners(tables),
    importances(tables.importances),
    tables.learners.every((l) => l.real.kind === 'numbers' && l.synthetic.kind === 'numbers')
      ? more('Errors of each learner', classTables(tables))
      : more('Scores of each class', classTables(tables)),
  );
}

function learners({ kind, learners: all }: UtilityTables): Markup {
  const headline = kind === 'regression' ? 'R²' : kind === 'multiclass' ? 'AUC, mean over classes' : 'AUC';
  return dotTable({
    caption: `${headline} on held-out real rows`,
    head: 'Learner',
    format: score,
    extra: ['Lost'],
    rows: all.map(({ learner, headline: of, gap }) => ({
      label: LEARNERS[learner],
      ...of,
      extra: [html`${score(gap.score)}${gap.interval === null ? null : under(interval(gap.interval))}`],
    })),
  });
}
