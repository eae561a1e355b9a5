import { RandomStream } from '@headwater/random';
import { takeRows, type Column, type Frame } from '@headwater/tables';
import type { ShadowTargets } from './shadow-targets';

/** Which targets a model is trained on: each with chance 1/2, drawn anew and independently for each model. */
export function drawMembers(targets: number, seed: number, model: number): Uint8Array {
  const random = new RandomStream(seed, 'privacy/shadow/members', model);
  return Uint8Array.from({ length: targets }, () => random.uint32() >>> 31);
}

/**
 * The training rows of a model, in random order, as if they had been read from a file of their own: neither a row's
 * place nor a level that only left-out rows hold tells who was in.
 */
export function trainingRows(
  real: Frame,
  { targets, background }: ShadowTargets,
  members: Uint8Array,
  order: RandomStream,
): Frame {
  const rows = [...background, ...targets.filter((_, i) => members[i] === 1)];
  const shuffled = takeRows(
    real,
    order.permutation(rows.length).map((i) => rows[i] as number),
  );
  return { ...shuffled, columns: shuffled.columns.map(withUsedLevels) };
}

function withUsedLevels(column: Column): Column {
  if (column.kind === 'numeric') return column;
  const codes = new Int32Array(column.codes.length);
  const recoded = new Int32Array(column.levels.length).fill(-1);
  const levels: string[] = [];
  for (const [i, code] of column.codes.entries()) {
    if (code >= 0 && recoded[code] === -1) recoded[code] = levels.push(column.levels[code] as string) - 1;
    codes[i] = code < 0 ? -1 : (recoded[code] as number);
  }
  return { ...column, codes, levels };
}
