import { HeadwaterError } from '@headwater/contracts';
import type { Column, Frame } from '@headwater/tables';
import { missingCode } from '../codec/column-code';
import type { ModelledColumn } from '../codec/table-codec';
import type { BundleFiles, GeneratorFamily, ImputeRequest } from '../family';
import { drawCodes } from './draw';
import { drawable, FORBIDDEN } from './drawable';
import { givenCodes, requireSameColumns } from './given-rows';
import { openBundle, type Opened } from './opened';

/** Fills missing cells given the others of their row; see GeneratorFamily.impute. */
export async function impute(family: GeneratorFamily, bundle: BundleFiles, request: ImputeRequest): Promise<Frame> {
  const { frame, seed } = request;
  const opened = await openBundle(family, bundle, request.threads);
  const { codec, layout } = opened;
  requireSameColumns(codec, frame);
  const fill = request.columns ?? frame.schema.columns.map(({ name }) => name);
  const unknown = fill.find((name) => !frame.schema.columns.some((column) => column.name === name));
  if (unknown !== undefined)
    throw new HeadwaterError('CONDITION_INVALID', `there is no column ${JSON.stringify(unknown)} to fill`, {
      where: unknown,
    });
  const given = givenCodes(codec, frame, fill);
  const codes = Array.from({ length: layout.columns }, () => new Int32Array(frame.rows));
  let done = 0;
  for (const [index, { open, rows }] of patterns(given, frame.rows).entries()) {
    const must = new Map<number, Int32Array>();
    for (let j = 0; j < layout.columns; j++)
      if (!open.includes(j))
        must.set(
          j,
          Int32Array.from(rows, (row) => given[j]?.[row] ?? 0),
        );
    const drawn = await drawCodes(opened, {
      rows: rows.length,
      seed,
      index,
      purpose: 'impute',
      first: [...must.keys()],
      forced: must,
      allowed: fillable(opened, open),
      temperature: request.temperature ?? 1,
      report: (p) => request.report({ ...p, note: 'filling', done: done + p.done, total: frame.rows }),
      stopRequested: () => request.stopRequested(),
    });
    drawn.forEach((column, j) => rows.forEach((row, i) => ((codes[j] as Int32Array)[row] = column[i] as number)));
    done += rows.length;
  }
  await opened.session.release();
  const drawn = codec.decode(codes, frame.rows, { seed, shard: 0 });
  const columns = frame.columns.map((column, j) =>
    fill.includes(column.schema.name) ? filledColumn(column, drawn.columns[j] as Column) : column,
  );
  return { schema: frame.schema, rows: frame.rows, columns };
}

/** Of the columns to fill, no code may be drawn that says missing. */
function fillable({ codec, layout }: Opened, open: readonly number[]): Float32Array {
  const allowed = drawable(codec, layout);
  for (const j of open) {
    const { name, level } = codec.modelled[j] as ModelledColumn;
    const missing = level === 'value' ? missingCode(codec.columnCode(name)) : null;
    if (missing !== null) allowed[(layout.offsets[j] as number) + missing] = FORBIDDEN;
  }
  return allowed;
}

/** Rows that lack the same columns are drawn together: they share an order. */
function patterns(given: readonly Int32Array[], rows: number): { open: number[]; rows: number[] }[] {
  const found = new Map<string, { open: number[]; rows: number[] }>();
  for (let i = 0; i < rows; i++) {
    const open = given.flatMap((codes, j) => ((codes[i] as number) < 0 ? [j] : []));
    const key = open.join();
    const same = found.get(key);
    if (same === undefined) found.set(key, { open, rows: [i] });
    else same.rows.push(i);
  }
  return [...found.values()];
}

/** The column with its missing cells taken from `drawn`. */
function filledColumn(column: Column, drawn: Column): Column {
  if (column.kind === 'numeric' && drawn.kind === 'numeric') {
    const { valid } = column;
    if (valid === null) return column;
    return {
      ...column,
      values: column.values.map((x, i) => (valid[i] === 1 ? x : (drawn.values[i] as number))),
      valid: drawn.valid === null ? null : valid.map((v, i) => (v === 1 ? 1 : (drawn.valid?.[i] as number))),
    };
  }
  if (column.kind === 'numeric' || drawn.kind === 'numeric') return column;
  const levels = [...column.levels];
  const index = new Map(levels.map((level, k) => [level, k]));
  const moved = drawn.levels.map((level) => index.get(level) ?? levels.push(level) - 1);
  const codes = column.codes.map((code, i) => {
    if (code >= 0) return code;
    const other = drawn.codes[i] as number;
    return other < 0 ? -1 : (moved[other] as number);
  });
  return { ...column, codes, levels };
}
