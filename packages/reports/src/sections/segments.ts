import type { RunCard, SegmentScores } from '@headwater/contracts';
import { count, score } from '../html/format';
import { html, type Markup } from '../html/html';
import { measureTitle } from '../measures/measure-title';
import { dotLegend } from '../parts/dot-legend';
import { dotTable } from '../parts/dot-table';
import { more } from '../parts/more';
import { section } from '../parts/section';
import { partTable } from './part-table';
import { rankingMeasure } from './segment-falls';

/** The rows of each level of the declared segments, judged on their own. */
export function segments(card: RunCard): Markup | null {
  const all = card.quality?.segments ?? [];
  if (all.length === 0) return null;
  const columns = [...new Set(all.map((s) => s.column))];
  return section(
    'segments',
    'Segments',
    html`The same measures for the rows of one level at a time: a table that is good on average may fail a minority.
    ${dotLegend('unseen real rows of the segment', 'its synthetic rows', false)}`,
    columns.map((column) =>
      segmentPart(
        column,
        all.filter((s) => s.column === column),
      ),
    ),
  );
}

function segmentPart(column: string, levels: readonly SegmentScores[]): Markup {
  const name = rankingMeasure(levels);
  const scored = name === null ? [] : levels.filter((s) => typeof s.measures[name]?.score === 'number');
  const silent = levels.filter((s) => Object.keys(s.measures).length === 0);
  const measured = levels.filter((s) => !silent.includes(s));
  return html`<div class="part">
    <h3>${column}</h3>
    ${
      name === null || scored.length === 0
        ? null
        : dotTable({
            caption: `${measureTitle(name)} by level of ${column}`,
            head: 'Level',
            format: score,
            rows: scored.map((s) => ({
              label: s.level,
              note: rowsOf(s),
              synthetic: s.measures[name]?.score ?? null,
              real: s.measures[name]?.reference ?? null,
            })),
          })
    }
    ${
      measured.length === 0
        ? null
        : more(
            `All measures by level of ${column}`,
            partTable(
              `Measures by level of ${column}`,
              'Level',
              measured.map((s) => ({ label: s.level, measures: s.measures })),
            ),
          )
    }
    ${
      silent.length === 0
        ? null
        : html`<ul>
            ${silent.map(silence)}
          </ul>`
    }
  </div>`;
}

function silence(segment: SegmentScores): Markup {
  return html`<li>${segment.level} (${rowsOf(segment)}): ${segment.reason ?? 'not measured'}.</li>`;
}

function rowsOf({ rows }: SegmentScores): string {
  return `${count(rows.synthetic)} synthetic rows for ${count(rows.train)} real`;
}
