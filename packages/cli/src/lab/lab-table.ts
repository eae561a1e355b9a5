import { basename, extname, resolve } from 'node:path';
import { HeadwaterError, type LabProtocol } from '@headwater/contracts';
import { freshShareOf } from '@headwater/policy';
import { addressOfFile } from '@headwater/store';
import { openSource } from '@headwater/tables';

export interface LabTableFile {
  name: string;
  sha256: string;
  /** Of the whole file. */
  realRows: number;
}

interface Asked {
  table: string;
  holdout?: string;
  target?: string;
  protocols: readonly LabProtocol[];
  generations: number;
  seeds: number;
  rows: number;
}

/** Spec references travel in one message of the workflow. */
const MOST_GENERATIONS_AND_SEEDS = 80;

/**
 * Looks at the table before anything is started. Throws SOURCE_NOT_FOUND and what else opening a file throws,
 * SPEC_COLUMN_UNKNOWN, SOURCE_TOO_FEW_ROWS, USAGE.
 */
export async function checkLabTable(asked: Asked): Promise<LabTableFile> {
  const { table, holdout, target, protocols, generations, seeds, rows } = asked;
  if ((generations + 1) * seeds > MOST_GENERATIONS_AND_SEEDS)
    throw new HeadwaterError(
      'USAGE',
      `${generations} generations with ${seeds} seeds are too many for one laboratory`,
      {
        hint: `One generation more, times the seeds, may be ${MOST_GENERATIONS_AND_SEEDS} at most.`,
      },
    );
  const open = (path: string, like?: Awaited<ReturnType<typeof openSource>>['schema']) =>
    openSource({ path: resolve(path), options: {} }, {}, like, () => undefined);
  const source = await open(table);
  if (holdout !== undefined) await open(holdout, source.schema);
  if (target !== undefined && !source.schema.columns.some(({ name }) => name === target))
    throw new HeadwaterError('SPEC_COLUMN_UNKNOWN', `--target: ${JSON.stringify(target)} is no column of ${table}`, {
      where: '--target',
      hint: `The columns are: ${source.schema.columns
        .map(({ name }) => name)
        .slice(0, 30)
        .join(', ')}.`,
    });
  const fresh = Math.round(Math.max(0, ...protocols.map(freshShareOf)) * rows);
  const needed = rows + generations * fresh;
  const there = holdout === undefined ? Math.floor(source.rows * 0.8) : source.rows;
  if (there < needed)
    throw new HeadwaterError('SOURCE_TOO_FEW_ROWS', `${table} has ${there} rows to learn from; ${needed} are needed`, {
      where: table,
      hint: 'Ask for fewer --rows or --generations, or leave out the protocols with fresh rows.',
    });
  const { sha256 } = await addressOfFile(resolve(table));
  return { name: basename(table, extname(table) === '.gz' ? '.gz' : ''), sha256, realRows: source.rows };
}
