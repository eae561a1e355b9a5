import { HeadwaterError, type ColumnSchema, type FixedCombinationsConstraint } from '@headwater/contracts';
import { isNumericType, type CategoricalColumn, type Column, type Frame } from '@headwater/tables';
import type { Cell } from '../../codec/column-code';
import { cellOf } from '../../codec/fit';
import {
  arrange,
  categoricalColumn,
  freeName,
  numericFrom,
  replaceColumns,
  replaceInSchema,
  schemaOf,
} from '../columns';
import type { StepKind } from '../step';
import { choiceConditions } from './choice-conditions';
import { invalidRule } from './rule-error';

/** Columns joined to one category, whose values are the combinations as JSON lists. */
export interface CombinationsPlan {
  kind: 'combinations';
  columns: string[];
  into: string;
  /** Combinations that enough training rows hold; rarer ones are not written down, nor released. */
  levels: string[];
}

/** Throws CONSTRAINT_INVALID when no combination is held by `minimumHolders` rows: none could be released. */
export function fitCombinations(
  frame: Frame,
  constraint: FixedCombinationsConstraint,
  minimumHolders: number,
  taken: Set<string>,
): CombinationsPlan {
  const columns = [...new Set(constraint.columns)];
  const { levels, codes } = joined(frame, columns);
  const rows = new Int32Array(levels.length);
  for (const code of codes) rows[code]!++;
  const kept = levels.filter((_, k) => (rows[k] as number) >= minimumHolders);
  if (kept.length === 0)
    throw invalidRule(
      constraint,
      `no combination is held by ${minimumHolders} training rows, the fewest that a released one must have`,
      'Name fewer columns, or ones with fewer values.',
    );
  return { kind: 'combinations', columns, into: freeName(taken, columns.join(' & ')), levels: kept.sort() };
}

export const combinationsStep: StepKind<CombinationsPlan> = {
  kind: 'combinations',

  schema: (plan, outer) => replaceInSchema(outer, inPlace(plan.columns, joinedSchema(plan.into))),

  apply(plan, frame) {
    const column: Column = { kind: 'categorical', schema: joinedSchema(plan.into), ...joined(frame, plan.columns) };
    return replaceColumns(frame, inPlace(plan.columns, column));
  },

  restore(plan, frame, outer) {
    const { codes, levels } = categoricalColumn(frame, plan.into);
    const tuples = levels.map((level) => tupleOf(level, plan.columns.length));
    const made = new Map(
      plan.columns.map((name, j): [string, Column] => [
        name,
        columnOf(
          schemaOf(outer, name),
          tuples.map((tuple) => tuple[j] as Cell),
          codes,
        ),
      ]),
    );
    return arrange(outer, frame, made);
  },

  conditions(plan, conditions, outer) {
    const choices = plan.levels.map((inner) => ({ inner, cells: tupleOf(inner, plan.columns.length) }));
    return choiceConditions(plan.columns, plan.into, choices, conditions, outer);
  },
};

/** The first of the columns makes room for the new one, the others go. */
export function inPlace<T>(columns: readonly string[], replacement: T): Map<string, T[]> {
  return new Map(columns.map((name, j) => [name, j === 0 ? [replacement] : []]));
}

export function joinedSchema(name: string): ColumnSchema {
  return { name, type: 'category', physical: 'utf8', role: 'feature', nullable: false, written: {} };
}

/** A level for each combination in the frame, as a JSON list of cells. */
function joined(frame: Frame, names: readonly string[]): Pick<CategoricalColumn, 'codes' | 'levels'> {
  const columns = names.map((name) => frame.columns.find((c) => c.schema.name === name) as Column);
  const index = new Map<string, number>();
  const levels: string[] = [];
  const codes = Int32Array.from({ length: frame.rows }, (_, i) => {
    const key = columns.map((c) => (c.kind === 'categorical' ? c.codes[i] : (cellOf(c, i) ?? ''))).join('|');
    let code = index.get(key);
    if (code === undefined) {
      code = levels.push(JSON.stringify(columns.map((column) => cellOf(column, i)))) - 1;
      index.set(key, code);
    }
    return code;
  });
  return { codes, levels };
}

function tupleOf(level: string, width: number): Cell[] {
  const tuple = parsed(level);
  if (Array.isArray(tuple) && tuple.length === width) return tuple as Cell[];
  throw new HeadwaterError(
    'MODEL_BUNDLE_INVALID',
    'codec.json cannot be used: it holds a combination that is no list',
    {
      hint: 'The bundle is damaged: train again, or restore it from the store.',
    },
  );
}

function parsed(level: string): unknown {
  try {
    return JSON.parse(level);
  } catch {
    return null;
  }
}

/** `cells[codes[i]]` in row i. */
function columnOf(schema: ColumnSchema, cells: readonly Cell[], codes: Int32Array): Column {
  if (isNumericType(schema.type)) {
    const values = Float64Array.from(codes, (c) => Number(cells[c] ?? 0));
    return numericFrom(
      schema,
      values,
      Uint8Array.from(codes, (c) => ((cells[c] ?? null) === null ? 0 : 1)),
    );
  }
  const levels = [...new Set(cells.filter((cell) => cell !== null).map(String))];
  const place = new Map(levels.map((level, k) => [level, k]));
  const map = cells.map((cell) => (cell === null ? -1 : (place.get(String(cell)) as number)));
  return { kind: 'categorical', schema, levels, codes: codes.map((c) => map[c] ?? -1) };
}
