import type { LearnerComparison, TaskScores, UtilityTables } from '@headwater/contracts';
import { score } from '../../html/format';
import { html, type Markup } from '../../html/html';
import { scrollBox } from '../../parts/scroll-box';
import { under } from '../../parts/under';
import { LEARNERS } from './learner-names';

type Scored = readonly [name: string, value: number | null];

/** Every learner's further scores, real beside synthetic: of each class, or of the numbers. */
export function classTables({ learners, classes }: UtilityTables): Markup[] {
  return learners.map((learner) => learnerTable(learner, classes));
}

function learnerTable({ learner, real, synthetic }: LearnerComparison, classes: readonly string[]): Markup {
  const rows = rowsOf(real, synthetic, classes);
  const names = rows[0]?.real.map(([name]) => name) ?? [];
  const title = LEARNERS[learner];
  return scrollBox(
    `${title}: scores`,
    html`<table class="parts">
      <caption>
        ${title}; under each score of the model of real rows that of the synthetic rows
      </caption>
      <thead>
        <tr>
          <th scope="col">${classes.length > 0 ? 'Class' : 'Target'}</th>
          ${names.map((name) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.label}</th>
              ${row.real.map(
                ([, value], i) =>
                  html`<td class="number">${score(value)}${under(score(row.synthetic[i]?.[1]), 'synthetic')}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

interface PairedRow {
  label: string;
  real: readonly Scored[];
  synthetic: readonly Scored[];
}

function rowsOf(real: TaskScores, synthetic: TaskScores, classes: readonly string[]): PairedRow[] {
  if (real.kind === 'numbers' || synthetic.kind === 'numbers')
    return [{ label: 'All held-out rows', real: numbersOf(real), synthetic: numbersOf(synthetic) }];
  return [
    ...classes.map((label, i) => ({ label, real: classOf(real, i), synthetic: classOf(synthetic, i) })),
    { label: 'All classes', real: overall(real), synthetic: overall(synthetic) },
  ];
}

function numbersOf(scores: TaskScores): Scored[] {
  return scores.kind === 'numbers'
    ? [
        ['R²', scores.r2],
        ['RMSE', scores.rmse],
        ['Mean absolute error', scores.mae],
      ]
    : [];
}

type Classes = Extract<TaskScores, { kind: 'classes' }>;

function classOf({ classes }: Classes, i: number): Scored[] {
  const of = classes[i];
  return [
    ['AUC', of?.auc ?? null],
    ['Average precision', of?.averagePrecision ?? null],
    ['Precision', of?.precision ?? null],
    ['Recall', of?.recall ?? null],
    ['F1', of?.f1 ?? null],
    ['Accuracy', null],
    ['Log loss', null],
  ];
}

function overall({ auc, averagePrecision, accuracy, logLoss }: Classes): Scored[] {
  return [
    ['AUC', auc],
    ['Average precision', averagePrecision],
    ['Precision', null],
    ['Recall', null],
    ['F1', null],
    ['Accuracy', accuracy],
    ['Log loss', logLoss],
  ];
}
