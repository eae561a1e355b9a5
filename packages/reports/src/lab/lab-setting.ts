import type { LabCard } from '@headwater/contracts';
import { count } from '../html/format';
import { html, type Markup } from '../html/html';
import { factList } from '../parts/fact-list';
import { section } from '../parts/section';

/** What was asked for. */
export function labSetting({ table, headwaterVersion }: LabCard): Markup {
  const facts =
    table === null
      ? []
      : ([
          ['Table', html`${table.name}, ${count(table.realRows)} rows <code class="hash">${table.sha256}</code>`],
          ['Frozen real rows', `${count(table.rows)} of generation 0, ${count(table.holdoutRows)} held out`],
          ['Rows of a generation', count(table.rows)],
          ['Generations', String(table.generations)],
          ['Seeds', table.seeds.join(', ')],
          ['Target', table.target],
          ['Parameters', html`<code>${JSON.stringify(table.parameters)}</code>`],
          ['Policy of default', html`<code>${JSON.stringify(table.feedback)}</code>`],
        ] as const);
  return section('setting', 'Setting', null, factList([...facts, ['Headwater', headwaterVersion]]));
}
