import { partitionOf, type ChainSpec, type ChainState } from '@headwater/contracts';
import type { Session } from '../session';
import { fireTimes } from './fire-times';
import { knownRuns, type KnownRun } from './run-states';
import { pauseReason } from './pause-reason';
import { describeSchedule } from './schedules';

/** A run that is due starts within this, beside its jitter: a tick, an admission, a first task. */
const GRACE_SECONDS = 30;
/** Of expected times, the newest so many are looked at. */
const MOST_EXPECTED = 2000;

/** A chain as `headwater chains --json` tells it. Times are ISO. */
export interface ChainReport {
  chain: string;
  appliedAt: string;
  appliedBy: string;
  schedule: { next: string | null; paused: string | null; skippedByOverlap: number; missedCatchup: number } | null;
  paused: ChainState['paused'];
  stopped: ChainState['stopped'];
  generation: number;
  current: string | null;
  versions: ChainState['versions'];
  gates: ChainState['gates'];
  active: ChainState['active'];
  /** Since the chain was applied as it is. */
  runs: { expected: number; ended: number; failed: number; running: number; missed: string[] };
  freshness: { ageSeconds: number | null; withinSeconds: number | null; fresh: boolean | null };
  spent: ChainState['spent'];
}

export async function reportOf(session: Session, state: ChainState, now = new Date()): Promise<ChainReport> {
  const { chain, applied } = state;
  if (applied === null) throw new RangeError(`the chain ${chain} is not applied`);
  const spec = await session.store.getJson<ChainSpec>(applied.spec);
  const schedule = await describeSchedule(session, chain);
  const last = state.versions.find(({ version }) => version === state.current);
  const ageSeconds = last === undefined ? null : (now.getTime() - Date.parse(last.at)) / 1000;
  const withinSeconds = spec.schedule?.freshWithinSeconds ?? null;
  return {
    chain,
    appliedAt: applied.at,
    appliedBy: applied.who,
    schedule:
      schedule === null
        ? null
        : {
            next: schedule.state.paused ? null : (schedule.info.nextActionTimes[0]?.toISOString() ?? null),
            paused: pauseReason(schedule, state.runs),
            skippedByOverlap: schedule.info.numActionsSkippedOverlap,
            missedCatchup: schedule.info.numActionsMissedCatchupWindow,
          },
    paused: state.paused,
    stopped: state.stopped,
    generation: state.generation,
    current: state.current,
    versions: state.versions,
    gates: state.gates,
    active: state.active,
    runs: await expectedAgainstActual(session, state, spec, now),
    freshness: {
      ageSeconds,
      withinSeconds,
      fresh: withinSeconds === null ? null : ageSeconds !== null && ageSeconds <= withinSeconds,
    },
    spent: state.spent,
  };
}

/**
 * The runs a schedule should have started against those there are. Temporal counts missed actions over a namespace, so
 * the times are asked of the schedule and each is looked for by its partition.
 */
async function expectedAgainstActual(
  session: Session,
  { chain, applied }: ChainState,
  { schedule }: ChainSpec,
  now: Date,
): Promise<ChainReport['runs']> {
  if (schedule === null || applied === null) return { expected: 0, ended: 0, failed: 0, running: 0, missed: [] };
  const late = (GRACE_SECONDS + schedule.jitterSeconds) * 1000;
  const range = { from: new Date(Date.parse(applied.at) + 1000), to: new Date(now.getTime() - late) };
  const times = range.from > range.to ? [] : await fireTimes(session, schedule, range, Infinity);
  const known = await knownRuns(session, chain, times.slice(-MOST_EXPECTED).map(partitionOf));
  const count = (...states: KnownRun['state'][]): number => known.filter(({ state }) => states.includes(state)).length;
  return {
    expected: known.length,
    ended: count('published', 'blocked'),
    failed: count('failed', 'cancelled'),
    running: count('running'),
    missed: known.filter(({ state }) => state === null).map(({ partition }) => partition),
  };
}
