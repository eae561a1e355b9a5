import { compareColumns, Pace, type Watcher } from '@headwater/quality';
import type { Frame } from '@headwater/tables';
import { attackTables, type AttackColumn } from '../attacks/attack-tables';
import { GowerTree } from '../distances/gower-tree';
import { nearestTied } from '../distances/nearest-tied';
import { TablePoints } from '../distances/table-points';

/** So many of 100 held-out rows are nearer to a training row than any row that passes. */
const LEVEL = 0.01;
const ALL = Number.MAX_SAFE_INTEGER;

export interface NearCopyRequest extends Watcher {
  train: Frame;
  holdout: Frame;
  /** The rows that are asked about. */
  rows: Frame;
  seed: number;
}

/**
 * 1 for rows that lie nearer to a training row, by Gower's distance, than 99 of 100 held-out rows do: nearer than people
 * who were not trained on. Where held-out rows repeat training rows that often, no row is too near. Long training tables
 * are searched in as many rows as the privacy measures search.
 */
export async function nearCopies({ train, holdout, rows, seed, ...watcher }: NearCopyRequest): Promise<Uint8Array> {
  const columns = compareColumns(train, holdout, rows).filter((c): c is AttackColumn => c.kind !== 'free');
  if (columns.length === 0 || train.rows === 0 || holdout.rows === 0 || rows.rows === 0)
    return new Uint8Array(rows.rows);
  const counts = { train: train.rows, holdout: holdout.rows, synthetic: rows.rows };
  const pace = new Pace(watcher);
  const tables = attackTables({ columns, rows: counts, targets: ALL, searched: ALL, seed, pace });
  const points = new TablePoints(tables);
  const tree = new GowerTree(points.first('train', points.mostReferences));
  const distances = async (side: 'holdout' | 'synthetic', note: string): Promise<Float64Array> =>
    (await nearestTied(points.first(side, ALL), tree, { pace, note })).distances;
  const usual = (await distances('holdout', 'held-out to training rows')).sort();
  const threshold = usual[Math.floor(usual.length * LEVEL)] as number;
  const found = await distances('synthetic', 'synthetic to training rows');
  const near = new Uint8Array(rows.rows);
  // Points are in the tables' random order.
  found.forEach((distance, i) => (near[tables.order.synthetic[i] as number] = distance < threshold ? 1 : 0));
  return near;
}
