import type { DifferenceName } from '@headwater/contracts';
import type { Pair } from '../utility/compare-learners';
import { pick } from '../utility/learners/feature-rows';
import type { DecidedTask } from './decided-task';
import { tally, type Decisions, type GroupTally } from './group-rates';
import type { ProtectedGroups } from './protected-groups';
import { drawnPatternCounts, patternCounts, rowPatterns, type RowPatterns } from './row-patterns';

/** Of one grouping, what each difference is taken of: the labels learnt from, or the decisions on held-out rows. */
export type GroupingTallies = Record<DifferenceName, Pair<GroupTally>>;

/** Rows of one kind that are resampled together, and how they are decided, by pattern, for each grouping. */
interface Table {
  purpose: string;
  patterns: RowPatterns;
  decisions: Decisions[][];
}

/** Labels as decisions, and both models' decisions on the held-out rows, to be counted by group again and again. */
export class GroupedDecisions {
  /** Labels of the real and of the synthetic rows learnt from; of the held-out rows, the decisions of both models. */
  private readonly labels: Pair<Table>;
  private readonly models: Table;
  private readonly groups: number[];

  constructor({ task, positive, probabilities }: DecidedTask, groupings: readonly ProtectedGroups[]) {
    const truthOf = (target: Float64Array): Uint8Array => Uint8Array.from(target, (y) => (y === positive ? 1 : 0));
    const codesOf = (side: 'train' | 'synthetic' | 'holdout'): Int32Array[] =>
      groupings.map((grouping) => pick(grouping[side], task.rows[side]));
    const labelled = (side: 'train' | 'synthetic', purpose: string): Table => {
      const truth = truthOf(task[side].target);
      return tableOf(purpose, codesOf(side), truth, [truth]);
    };
    const decide = (p: Float64Array): Uint8Array => Uint8Array.from(p, (v) => (v > 0.5 ? 1 : 0));
    const decided = [decide(probabilities.real), decide(probabilities.synthetic)];
    this.labels = { real: labelled('train', 'real'), synthetic: labelled('synthetic', 'synthetic') };
    this.models = tableOf('holdout', codesOf('holdout'), truthOf(task.holdout.target), decided);
    this.groups = groupings.map((grouping) => grouping.names.length);
  }

  /** By grouping, of all rows. */
  tallies(): GroupingTallies[] {
    return this.counted((table) => patternCounts(table.patterns));
  }

  /** By grouping, of one bootstrap replicate of each kind of rows. */
  drawnTallies(seed: number, replicate: number): GroupingTallies[] {
    return this.counted(({ patterns, purpose }) =>
      drawnPatternCounts(patterns, { seed, purpose: `quality/fairness/${purpose}`, replicate }),
    );
  }

  private counted(count: (table: Table) => Uint32Array): GroupingTallies[] {
    const real = count(this.labels.real);
    const synthetic = count(this.labels.synthetic);
    const heldOut = count(this.models);
    return this.groups.map((groups, g) => {
      const of = (table: Table, which: number, counts: Uint32Array): GroupTally =>
        tally(table.decisions[g]?.[which] as Decisions, groups, counts);
      const labels = { real: of(this.labels.real, 0, real), synthetic: of(this.labels.synthetic, 0, synthetic) };
      const models = { real: of(this.models, 0, heldOut), synthetic: of(this.models, 1, heldOut) };
      return {
        label_parity_difference: labels,
        statistical_parity_difference: models,
        equal_opportunity_difference: models,
        equalised_odds_difference: models,
      };
    });
  }
}

function tableOf(purpose: string, groups: Int32Array[], truth: Uint8Array, decided: Uint8Array[]): Table {
  const patterns = rowPatterns(truth.length, [...groups, truth, ...decided]);
  const at = (flags: Uint8Array): Uint8Array => Uint8Array.from(patterns.example, (row) => flags[row] as number);
  const truths = at(truth);
  const decisions = groups.map((group) => {
    const codes = pick(group, patterns.example);
    return decided.map((decision): Decisions => ({ group: codes, truth: truths, decided: at(decision) }));
  });
  return { purpose, patterns, decisions };
}
