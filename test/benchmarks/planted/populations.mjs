import { collect, fileSource, openSource, takeRows } from '@headwater/tables';
import { RandomStream } from '@headwater/random';
import { findTables } from '../support/tables.mjs';

const ROLES = { income: { role: 'target' }, sex: { role: 'quasi-identifier' }, race: { role: 'quasi-identifier' } };

/** All rows of Adult, from the examples. */
export async function adult(work) {
  const [{ train }] = findTables({ names: ['adult'], work });
  return collect(fileSource(await openSource({ path: train, options: {} }, ROLES)));
}

/** Four tables of one population, none of whose rows is in two of them: `rows` each, held-out half as many. */
export function drawTables(all, rows, seed) {
  const order = new RandomStream(seed, 'planted/draw').permutation(all.rows);
  const sizes = { train: rows, holdout: rows / 2, clean: rows, donors: rows / 2 };
  let at = 0;
  return Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => [name, takeRows(all, order.slice(at, (at += size)))]),
  );
}

export const unwatched = { report: () => undefined, stopRequested: () => false };
