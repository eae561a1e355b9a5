import type { ColumnSchema, ConditionScalar, ConditionValue, TableSchema } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { CategoricalColumn } from '@headwater/tables';
import { nearestName } from '../../nearest-name';
import { invalidCondition } from '../../conditions/values';
import { arrange, categoricalColumn, replaceColumns, replaceInSchema, schemaOf } from '../columns';
import type { StepKind } from '../step';
import type { SplitPlan } from './split-plan';

/** Where a level is: its group, and its slots there. */
interface Place {
  group: number;
  first: number;
  count: number;
}

/**
 * Splits a category of very many levels; see SplitPlan.
 *
 * A level of several slots takes one at random, row by row, so all its slots mean the same. A rare level stays itself in
 * the group column, where the ordinary pooling rule meets it: it is never drawn, or made anew by its pattern. In rows of
 * rare and missing values the slot says nothing, and is any.
 */
export const splitStep: StepKind<SplitPlan> = {
  kind: 'split',

  schema: (plan, outer) => replaceInSchema(outer, new Map([[plan.column, innerSchemas(plan, outer)]])),

  apply(plan, frame) {
    const column = categoricalColumn(frame, plan.column);
    const [groupSchema, memberSchema] = innerSchemas(plan, frame.schema);
    const places = placesOf(plan);
    const found = column.levels.map((level) => places.get(level));
    // Codes of the group column's dictionary: first the groups, then the rare levels.
    const levels = plan.groups.map((_, g) => plan.mark + String(g));
    const rare = found.map((place, k) => (place || plan.closed ? -1 : levels.push(column.levels[k] as string) - 1));
    const stream = new RandomStream(0, `split/${plan.column}/slot`);
    const group = new Int32Array(frame.rows);
    const member = new Int32Array(frame.rows);
    for (let i = 0; i < frame.rows; i++) {
      const code = column.codes[i] as number;
      const place = code < 0 ? undefined : found[code];
      if (place !== undefined) {
        group[i] = place.group;
        member[i] = place.first + (place.count > 1 ? stream.below(place.count) : 0);
      } else {
        group[i] = code < 0 ? -1 : plan.closed ? stream.below(plan.groups.length) : (rare[code] as number);
        member[i] = stream.below(plan.slots);
      }
    }
    const slots = Array.from({ length: plan.slots }, (_, k) => String(k));
    return replaceColumns(
      frame,
      new Map([
        [
          plan.column,
          [
            { kind: 'categorical', schema: groupSchema, codes: group, levels },
            { kind: 'categorical', schema: memberSchema, codes: member, levels: slots },
          ],
        ],
      ]),
    );
  },

  restore(plan, frame, outer) {
    const group = categoricalColumn(frame, plan.group);
    const member = categoricalColumn(frame, plan.member);
    const levels = plan.groups.flatMap((g) => g.levels);
    const bySlot = slotLevels(plan);
    const groups = new Map(plan.groups.map((_, g) => [plan.mark + String(g), g]));
    // A text that names no group was made anew in place of a rare level.
    const groupAt = group.levels.map((text) => groups.get(text) ?? -1);
    const made = group.levels.map((text, k) => ((groupAt[k] as number) < 0 ? levels.push(text) - 1 : -1));
    const slotAt = member.levels.map(Number);
    const codes = group.codes.map((code, i) => {
      if (code < 0) return -1;
      const g = groupAt[code] as number;
      if (g < 0) return made[code] as number;
      const slot = member.codes[i] as number;
      return bySlot[g * plan.slots + (slot < 0 ? 0 : (slotAt[slot] as number))] as number;
    });
    const column: CategoricalColumn = { kind: 'categorical', schema: schemaOf(outer, plan.column), codes, levels };
    return arrange(outer, frame, new Map([[plan.column, column]]));
  },

  conditions(plan, conditions, outer) {
    const { [plan.column]: asked, ...others } = conditions;
    if (asked === undefined) return others;
    return { ...others, ...innerConditions(plan, schemaOf(outer, plan.column), asked) };
  },
};

function innerSchemas(plan: SplitPlan, outer: TableSchema): [ColumnSchema, ColumnSchema] {
  const { role, nullable } = schemaOf(outer, plan.column);
  const like = { type: 'category', physical: 'utf8', role, written: {} } as const;
  return [
    { ...like, name: plan.group, nullable },
    { ...like, name: plan.member, nullable: false },
  ];
}

/** Long tables are applied batch by batch: the places of a plan's levels are found once. */
const known = new WeakMap<SplitPlan, Map<string, Place>>();

function placesOf(plan: SplitPlan): Map<string, Place> {
  const found = known.get(plan);
  if (found !== undefined) return found;
  const places = new Map<string, Place>();
  known.set(plan, places);
  plan.groups.forEach(({ levels, slots }, group) => {
    let first = 0;
    levels.forEach((level, k) => {
      const count = slots[k] as number;
      places.set(level, { group, first, count });
      first += count;
    });
  });
  return places;
}

/** The level (counted through all groups) of each slot of each group. */
function slotLevels(plan: SplitPlan): Int32Array {
  const out = new Int32Array(plan.groups.length * plan.slots);
  let level = 0;
  plan.groups.forEach(({ slots }, group) => {
    let at = group * plan.slots;
    for (const count of slots) {
      out.fill(level++, at, at + count);
      at += count;
    }
  });
  return out;
}

function innerConditions(plan: SplitPlan, schema: ColumnSchema, asked: ConditionValue): Record<string, ConditionValue> {
  if (asked !== null && typeof asked === 'object') {
    if ('shares' in asked)
      throw invalidCondition(
        schema.name,
        'it has so many values that it is modelled as two columns, which take no proportions',
        'Generate each value for itself, as many rows as its share asks for.',
      );
    if (!('in' in asked))
      throw invalidCondition(
        schema.name,
        'a range needs numbers, dates or time stamps',
        'List values with `in` instead.',
      );
    if (asked.in.length !== 1)
      return { [plan.group]: { in: [...new Set(asked.in.map((v) => groupOf(plan, schema, v)))] } };
    return innerConditions(plan, schema, asked.in[0] as ConditionScalar);
  }
  if (asked === null) return { [plan.group]: null };
  const place = placeOf(plan, schema, asked);
  const slots = Array.from({ length: place.count }, (_, k) => String(place.first + k));
  return {
    [plan.group]: plan.mark + String(place.group),
    ...(slots.length === plan.slots
      ? {}
      : { [plan.member]: slots.length === 1 ? (slots[0] as string) : { in: slots } }),
  };
}

function groupOf(plan: SplitPlan, schema: ColumnSchema, value: ConditionScalar): string | null {
  return value === null ? null : plan.mark + String(placeOf(plan, schema, value).group);
}

function placeOf(plan: SplitPlan, schema: ColumnSchema, value: string | number | boolean): Place {
  const place = placesOf(plan).get(String(value));
  if (place !== undefined) return place;
  const known = plan.groups.flatMap((g) => g.levels);
  const near = nearestName(String(value), known);
  throw invalidCondition(
    schema.name,
    `the model has no value ${JSON.stringify(value)}`,
    near === null ? 'Give a value that enough training rows hold.' : `Did you mean ${JSON.stringify(near)}?`,
  );
}
