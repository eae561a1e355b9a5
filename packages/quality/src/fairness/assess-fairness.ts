import type { FairnessGrouping, FairnessTables, Measure } from '@headwater/contracts';
import type { ComparedColumn } from '../compared-columns';
import { notComputed, type MeasureDefinition } from '../measured';
import type { LearntTask } from '../utility/assess-utility';
import { decidedTask, type OutcomeOptions } from './decided-task';
import { AMPLIFICATION, DIFFERENCE, REPRESENTATION } from './definitions';
import { DIFFERENCES } from './differences';
import { amplificationMeasure, differenceMeasure, representationMeasure, type NotedMeasure } from './fairness-measures';
import { modelFairness } from './model-fairness';
import type { ProtectedGroups } from './protected-groups';
import { representations } from './representation';

export interface FairnessAssessment {
  measures: Measure[];
  tables: FairnessTables;
  notes: string[];
}

/**
 * Whether groups of people are there as often in the synthetic rows, and whether labels, and models trained on them,
 * treat groups less alike than real ones do: representation_distance, label_parity_difference,
 * statistical_parity_difference, equal_opportunity_difference, equalised_odds_difference and bias_amplification. Each
 * measure is that of the attribute or pair that is worst; the tables hold all of them. `learnt` are models that may be
 * used again. A measure that cannot be computed has a reason.
 * @throws HeadwaterError SPEC_COLUMN_UNKNOWN if there is no such target, RUN_CANCELLED
 */
export async function assessFairness(
  columns: readonly ComparedColumn[],
  groupings: readonly ProtectedGroups[],
  options: OutcomeOptions,
  learnt: LearntTask | null,
): Promise<FairnessAssessment> {
  const since = performance.now();
  const rows = columns[0];
  const counted = groupings.length > 0 && rows !== undefined && rows.train.length > 0 && rows.synthetic.length > 0;
  const shares = counted ? await representations(groupings, options) : [];
  const modelling = performance.now();
  const decided = groupings.length === 0 ? { reason: NO_COLUMN } : await decidedTask(columns, options, learnt);
  const outcomes = 'reason' in decided ? [] : await modelFairness(decided, groupings, options);
  const all = groupings.map(({ attributes, names }, i): FairnessGrouping => ({
    attributes,
    groups: names,
    representation: shares[i] ?? null,
    outcome: outcomes[i] ?? null,
  }));
  const whyNoShares = groupings.length === 0 ? NO_COLUMN : 'a table has no rows';
  const found = [
    counted ? representationMeasure(all, since) : missing(REPRESENTATION, whyNoShares, since),
    ...('reason' in decided
      ? [...DIFFERENCES.map((name) => DIFFERENCE[name]), AMPLIFICATION].map((d) =>
          missing(d, decided.reason, modelling),
        )
      : [...DIFFERENCES.map((name) => differenceMeasure(name, all, modelling)), amplificationMeasure(all, modelling)]),
  ];
  return {
    measures: found.map((m) => m.measure),
    tables: {
      positive: 'reason' in decided ? null : (decided.task.classes[decided.positive] ?? null),
      groupings: all,
    },
    notes: [
      ...found.flatMap((m) => (m.note === null ? [] : [m.note])),
      ...('reason' in decided || decided.task === learnt?.task ? [] : decided.task.notes),
    ],
  };
}

const NO_COLUMN = 'no protected column is named';

function missing(definition: MeasureDefinition, reason: string, since: number): NotedMeasure {
  return { measure: notComputed(definition, reason, since), note: null };
}
