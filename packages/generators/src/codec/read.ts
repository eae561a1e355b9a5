import { canonicalJson, HeadwaterError, type TableSchema } from '@headwater/contracts';
import { isNumericType, type Column, type Frame } from '@headwater/tables';
import { applyReshape, innerSchema, restoreReshape } from '../reshape/pipeline';
import { STEPS } from '../reshape/steps';
import { widthOf, type ColumnCode } from './column-code';
import type { TableCode } from './table-codec';

/** The newest format version read here. */
const NEWEST = 2;
const KINDS = ['category', 'numeric', 'constant', 'pattern', 'derived'];

/** Parses codec.json and checks that its parts fit together. Throws MODEL_BUNDLE_INVALID. */
export function readTableCode(bytes: Uint8Array): TableCode {
  const json = parse(bytes);
  if (typeof json !== 'object' || json === null) throw invalid('it is not a JSON object');
  const table = json as TableCode;
  if (typeof table.version === 'number' && table.version > NEWEST)
    throw newer(`it has format version ${table.version}; this program reads versions 1 to ${NEWEST}`);
  if (table.version !== 1 && table.version !== 2) throw invalid('it has no version');
  if (!Array.isArray(table.schema?.columns) || !Array.isArray(table.columns))
    throw invalid('its schema or columns are missing');
  if (table.schema.columns.length !== table.columns.length) throw invalid('schema and columns differ in number');
  table.columns.forEach((code, j) => {
    if (code?.name !== table.schema.columns[j]?.name || !KINDS.includes(code.kind))
      throw invalid(`column ${j + 1} has no known code`);
    if (!wellFormed(code, table)) throw invalid(`the code of column ${j + 1} is incomplete`);
  });
  if ((table.version === 2) !== (table.reshape !== undefined)) throw invalid('its version and its parts do not agree');
  if (table.reshape !== undefined) requireReshape(table, table.reshape);
  return table;
}

/** Steps of kinds known here, that lead from the outer schema to the inner one and, tried on no rows, back. */
function requireReshape(table: TableCode, reshape: unknown): void {
  const { outer, plans } = reshape as NonNullable<TableCode['reshape']>;
  if (!Array.isArray(outer?.columns) || !Array.isArray(plans)) throw invalid('its reshaping is incomplete');
  for (const plan of plans)
    if (typeof plan?.kind !== 'string') throw invalid('a step of its reshaping has no kind');
    else if (!Object.hasOwn(STEPS, plan.kind))
      throw newer(`it is reshaped by a step ${JSON.stringify(plan.kind)}, which is from a newer version`);
  let schemas: unknown[];
  try {
    const inner = innerSchema(plans, outer);
    const back = restoreReshape(plans, outer, emptyFrame(inner), { seed: 0, shard: 0 });
    schemas = [inner, applyReshape(plans, outer, emptyFrame(outer)).schema, back.schema];
  } catch (cause) {
    throw invalid('a step of its reshaping is incomplete', cause);
  }
  const wanted = [table.schema, table.schema, outer];
  if (schemas.some((schema, k) => canonicalJson(schema) !== canonicalJson(wanted[k])))
    throw invalid('its reshaping leads to other columns than it has');
}

function emptyFrame(schema: TableSchema): Frame {
  const columns = schema.columns.map((column): Column =>
    isNumericType(column.type)
      ? { kind: 'numeric', schema: column, values: new Float64Array(0), valid: null }
      : { kind: 'categorical', schema: column, codes: new Int32Array(0), levels: [] },
  );
  return { schema, rows: 0, columns };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
}

function wellFormed(code: ColumnCode, table: TableCode): boolean {
  switch (code.kind) {
    case 'category':
      return Array.isArray(code.levels) && typeof code.missing === 'boolean';
    case 'numeric':
      return (
        [code.atoms, code.bins, code.specials, code.equals].every(Array.isArray) &&
        typeof code.grid?.step === 'number' &&
        code.bins.every((bin) => Array.isArray(bin.pieces) && bin.pieces.length > 0) &&
        code.equals.every((name) => table.columns.some((c) => c.kind === 'numeric' && c.name === name))
      );
    case 'constant':
      return code.value !== undefined;
    case 'pattern':
      return code.pattern.kind === 'serial' || Array.isArray(code.pattern.shapes);
    case 'derived': {
      const from = table.columns.find((c) => c.name === code.from);
      return (
        from !== undefined &&
        from.kind !== 'derived' &&
        Array.isArray(code.values) &&
        code.values.length === widthOf(from)
      );
    }
  }
}

function newer(what: string): HeadwaterError {
  return new HeadwaterError('MODEL_BUNDLE_INVALID', `codec.json cannot be used: ${what}`, {
    hint: 'Update Headwater, or train the model again with this version.',
  });
}

function invalid(what: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('MODEL_BUNDLE_INVALID', `codec.json cannot be used: ${what}`, {
    hint: 'The bundle is damaged or incomplete: train again, or restore it from the store.',
    ...(cause === undefined ? {} : { cause }),
  });
}
