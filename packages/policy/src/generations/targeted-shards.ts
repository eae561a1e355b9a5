import type { ShardPlan, TargetedSegment, TargetedShards } from '@headwater/contracts';

/** Shards of weak segments on top of a run's own: their indexes go on where its end, segment by segment. */
export function targetedShards(
  { rows, shardRows, shards }: ShardPlan,
  targets: readonly TargetedSegment[],
): TargetedShards[] {
  let first = shards;
  return targets.flatMap(({ column, value, share }): TargetedShards[] => {
    const more = Math.round(rows * share);
    if (more === 0) return [];
    const planned = { column, value, rows: more, shards: Math.ceil(more / shardRows), first };
    first += planned.shards;
    return [planned];
  });
}
