import type { CategoricalColumn, Frame } from '@headwater/tables';
import { freeName } from '../columns';
import { keptLevels, type KeptLevels } from './level-counts';
import { levelEmbedding } from './level-embedding';
import { shareSlots } from './slots';
import { similarityGroups } from './similarity-groups';
import type { SplitGroup, SplitPlan } from './split-plan';
import { splitStep } from './split-step';

export interface SplitOptions {
  minimumHolders: number;
  /** Most levels of one category column (1000 by default); more are split, into columns of at most half as many. */
  categoryLevels?: number;
  /** Columns whose values may be taken from the training rows only, never made anew. */
  closed: ReadonlySet<string>;
}

/** Columns of fewer codes than this are not worth splitting into. */
const LEAST_LEVELS = 32;
/** Members per level of a group on average: room for uneven groups, and for frequent levels to take several slots. */
const ROOM = 2.5;
/** Kept levels must hold this share of the rows. Fewer rows hold any: such a column is (nearly) distinct texts. */
const LEAST_KEPT = 0.25;
/** A column becomes three at most. */
const MOST_SPLITS = 2;

/**
 * Plans for the categories that have more levels, each held by at least `minimumHolders` rows, than `categoryLevels`. A
 * member column that is still too wide is split once more. Other columns are left to the ordinary category code.
 */
export function fitSplits(frame: Frame, options: SplitOptions): SplitPlan[] {
  const plans: SplitPlan[] = [];
  let inner = frame;
  let names = frame.schema.columns.map(({ name }) => name);
  for (let round = 0; round < MOST_SPLITS; round++) {
    const found: SplitPlan[] = [];
    for (const name of names) {
      const column = inner.columns.find((c) => c.schema.name === name);
      const plan = column?.kind === 'categorical' ? fitSplit(inner, column, options, MOST_SPLITS - round) : null;
      if (plan === null) continue;
      found.push(plan);
      inner = splitStep.apply(plan, inner);
    }
    plans.push(...found);
    names = found.map((plan) => plan.member);
  }
  return plans;
}

/** null when the column has not too many levels, or too many even for what it can be split into. */
function fitSplit(frame: Frame, column: CategoricalColumn, options: SplitOptions, rounds: number): SplitPlan | null {
  const { type, role, name } = column.schema;
  const { categoryLevels = 1000, minimumHolders } = options;
  const widest = Math.floor(categoryLevels / 2);
  if (type === 'boolean' || type === 'identifier' || role === 'id' || categoryLevels < LEAST_LEVELS) return null;
  if (column.levels.length <= categoryLevels) return null;
  const kept = keptLevels(column, minimumHolders);
  const levels = kept.places.length;
  const held = kept.rows.reduce((sum, n) => sum + n, 0);
  if (levels <= categoryLevels || held < LEAST_KEPT * kept.present) return null;
  if (levels * ROOM > widest ** (rounds + 1)) return null;
  const { groups, slots } = groupsOf(frame, column, kept, widest);
  const taken = new Set(frame.schema.columns.map((c) => c.name));
  return {
    kind: 'split',
    column: name,
    group: freeName(taken, `${name} · group`),
    member: freeName(taken, `${name} · member`),
    mark: unusedMark(column.levels),
    slots,
    groups,
    closed: options.closed.has(name),
  };
}

/** Levels that fill a group by themselves, then groups of similar ones. */
function groupsOf(frame: Frame, column: CategoricalColumn, kept: KeptLevels, widest: number) {
  const levels = kept.rows.length;
  const held = kept.rows.reduce((sum, n) => sum + n, 0);
  const alone = Math.min(
    kept.rows.findIndex((n) => n < held / widest),
    widest >> 1,
  );
  const rest = Int32Array.from({ length: levels - Math.max(0, alone) }, (_, k) => levels - 1 - k).reverse();
  const count = widest - (levels - rest.length);
  const slots = Math.ceil((ROOM * rest.length) / count) + 1;
  const divided = similarityGroups(rest, kept.rows, levelEmbedding(frame, column, kept), count, slots);
  const ranks = [...Array.from({ length: levels - rest.length }, (_, k) => Int32Array.of(k)), ...divided];
  const groups = ranks.map((members): SplitGroup => ({
    levels: Array.from(members, (rank) => column.levels[kept.places[rank] as number] as string),
    slots: shareSlots(
      Array.from(members, (rank) => kept.rows[rank] as number),
      slots,
    ),
  }));
  return { groups, slots };
}

/** Number signs, more of them than any level begins with. */
function unusedMark(levels: readonly string[]): string {
  let mark = '#';
  while (levels.some((level) => level.startsWith(mark))) mark += '#';
  return mark;
}
