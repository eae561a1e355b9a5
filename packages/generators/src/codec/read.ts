import { HeadwaterError } from '@headwater/contracts';
import { widthOf, type ColumnCode } from './column-code';
import type { TableCode } from './table-codec';

const KINDS = ['category', 'numeric', 'constant', 'pattern', 'derived'];

/** Parses codec.json and checks that its parts fit together. Throws MODEL_BUNDLE_INVALID. */
export function readTableCode(bytes: Uint8Array): TableCode {
  const json = parse(bytes);
  if (typeof json !== 'object' || json === null) throw invalid('it is not a JSON object');
  const table = json as TableCode;
  if (typeof table.version === 'number' && table.version > 1) {
    throw new HeadwaterError(
      'MODEL_BUNDLE_INVALID',
      `codec.json has format version ${table.version}; this program reads version 1`,
      {
        hint: 'Update Headwater, or train the model again with this version.',
      },
    );
  }
  if (table.version !== 1) throw invalid('it has no version');
  if (!Array.isArray(table.schema?.columns) || !Array.isArray(table.columns))
    throw invalid('its schema or columns are missing');
  if (table.schema.columns.length !== table.columns.length) throw invalid('schema and columns differ in number');
  table.columns.forEach((code, j) => {
    if (code?.name !== table.schema.columns[j]?.name || !KINDS.includes(code.kind))
      throw invalid(`column ${j + 1} has no known code`);
    if (!wellFormed(code, table)) throw invalid(`the code of column ${j + 1} is incomplete`);
  });
  return table;
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

function invalid(what: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('MODEL_BUNDLE_INVALID', `codec.json cannot be used: ${what}`, {
    hint: 'The bundle is damaged or incomplete: train again, or restore it from the store.',
    ...(cause === undefined ? {} : { cause }),
  });
}
