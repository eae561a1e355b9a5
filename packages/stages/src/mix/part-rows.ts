import { HeadwaterError, type PoolPart, type TableSchema } from '@headwater/contracts';
import { RowPicker, type RowSource } from '@headwater/tables';
import type { StageEnvironment } from '../environment';
import { ordinaryShards, type ShardList } from '../shard';
import { shardsSource, withRows } from '../tables-in-store';

/** Lets `use` read the rows that a part of a pool is drawn from: a snapshot's, or a shard list's. */
export async function withPartRows<T>(
  environment: StageEnvironment,
  { origin, table }: PoolPart,
  schema: TableSchema,
  use: (rows: RowSource) => Promise<T>,
): Promise<T> {
  if (origin === 'real' && table.kind === 'snapshot') return withRows(environment, table, schema, use);
  if (origin === 'synthetic' && table.kind === 'shard-list') {
    const list = await environment.store.getJson<ShardList>(table);
    return use(shardsSource(environment, ordinaryShards(list), schema));
  }
  throw new HeadwaterError('ORIGIN_UNKNOWN', `a ${table.kind} is no source of ${origin} rows for a pool`, {
    hint: 'Real rows come from a snapshot, synthetic ones from the shard list of a generation.',
  });
}

/** Draws `rows` of the source's rows without replacement: real rows of one seed are the same whatever is beside them. */
export function partPicker(source: RowSource, { origin, generation }: PoolPart, rows: number, seed: number): RowPicker {
  return new RowPicker(source.rows, Math.min(rows, source.rows), seed, `pool/${origin}/${generation}`);
}
