import {
  HeadwaterError,
  canonicalJson,
  partitionOf,
  timeOfPartition,
  type ArtifactRef,
  type BackfillPartition,
  type BackfillReason,
  type ChainSpec,
} from '@headwater/contracts';
import { codeOfRuns } from '@headwater/stages';
import type { Session } from '../session';
import { fireTimes, type TimeRange } from './fire-times';
import { knownRuns, type KnownRun } from './run-states';

/** More is a mistake in the range, most often. */
const MOST_PARTITIONS = 20_000;

export type PartitionState = Exclude<BackfillReason, 'forced'> | 'done' | 'running';

/** What there is of a range, before anything is run. Oldest first. */
export interface BackfillDifference {
  partitions: { partition: string; state: PartitionState }[];
  todo: BackfillPartition[];
}

/** Compares the partitions of a range with the runs there are; with `force`, those that are done run again, too. */
export async function planBackfill(
  session: Session,
  { spec, ref }: { spec: ChainSpec; ref: ArtifactRef },
  range: TimeRange,
  force: boolean,
): Promise<BackfillDifference> {
  const { schedule, name } = spec;
  if (schedule === null) throw new RangeError('a backfill needs a schedule');
  // A backfill reaches to before the chain was there: only its rhythm counts.
  const { startAt: _, endAt: __, ...rhythm } = schedule;
  const until = new Date(Math.min(range.to.getTime(), Date.now()));
  const times = await fireTimes(session, rhythm, { from: range.from, to: until }, MOST_PARTITIONS + 1);
  if (times.length === 0 || times.length > MOST_PARTITIONS) {
    const why = times.length === 0 ? 'no partition' : `more than ${MOST_PARTITIONS} partitions`;
    throw new HeadwaterError('BACKFILL_RANGE_INVALID', `the range holds ${why} of ${name}`, {
      hint: '`headwater plan FILE` shows when the chain fires.',
    });
  }
  const known = await knownRuns(session, name, times.map(partitionOf));
  const isStale = staleness(session, spec, ref);
  const partitions: BackfillDifference['partitions'] = [];
  for (const run of known) partitions.push({ partition: run.partition, state: await stateOf(run, isStale) });
  return { partitions, todo: partitions.flatMap((one) => todo(one, force)) };
}

async function stateOf(run: KnownRun, isStale: (run: KnownRun) => Promise<boolean>): Promise<PartitionState> {
  if (run.state === null) return 'missing';
  if (run.state === 'running') return 'running';
  if (run.state === 'failed' || run.state === 'cancelled') return 'failed';
  return (await isStale(run)) ? 'stale' : 'done';
}

function todo({ partition, state }: { partition: string; state: PartitionState }, force: boolean): BackfillPartition[] {
  if (state === 'running' || (state === 'done' && !force)) return [];
  const scheduledAt = timeOfPartition(partition)?.toISOString() ?? '';
  return [{ partition, scheduledAt, reason: state === 'done' ? 'forced' : state }];
}

/** A run is stale that other code made, or another spec: when and for whom it runs is no part of what it makes. */
function staleness(session: Session, spec: ChainSpec, ref: ArtifactRef): (run: KnownRun) => Promise<boolean> {
  const code = codeOfRuns();
  const now = whatIsMade(spec);
  const same = new Map<string, boolean>([[ref.sha256, true]]);
  return async ({ document }) => {
    if (document === null) return false;
    if (document.code !== undefined && document.code !== code) return true;
    const { sha256 } = document.spec;
    if (!same.has(sha256)) {
      const before = await session.store.getJson<ChainSpec>(document.spec).catch(() => null);
      same.set(sha256, before !== null && whatIsMade(before) === now);
    }
    return same.get(sha256) === false;
  };
}

function whatIsMade({ schedule, approval: _, ...rest }: ChainSpec): string {
  return canonicalJson({ ...rest, timezone: schedule?.timezone ?? 'UTC' });
}
