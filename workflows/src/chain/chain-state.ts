import type { ChainState, RetrainReason, RunEnd } from '@headwater/contracts';
import { millisecondsOf } from '../time';

/** So many of the last are carried along: the whole of it lies in the ledger, and a query stays below 16 KB. */
const VERSIONS_KEPT = 15;
const RUNS_KEPT = 15;

export function openingState(chain: string): ChainState {
  return {
    version: 1,
    chain,
    applied: null,
    paused: null,
    stopped: null,
    active: [],
    gates: [],
    versions: [],
    current: null,
    runs: [],
    generation: 0,
    lineage: null,
    retrain: null,
    targets: [],
    spent: { runs: 0, published: 0, rows: 0, seconds: 0 },
    decisions: 0,
  };
}

/** Forgets a run that is no longer under way. */
export function letGo(state: ChainState, runId: string): void {
  state.active = state.active.filter((run) => run.runId !== runId);
  state.gates = state.gates.filter((gate) => gate.runId !== runId);
}

/** What a run that has ended leaves behind; `lineage` is the chain's with its generation in it. */
export function takeEnd(
  state: ChainState,
  runId: string,
  partition: string,
  end: RunEnd,
  lineage = end.kept?.lineage,
): void {
  letGo(state, runId);
  const { kind, at, seconds, error, version, generation } = end;
  state.runs.push({ runId, partition, state: end.state, kind, at, seconds, ...(error === undefined ? {} : { error }) });
  state.runs = state.runs.slice(-RUNS_KEPT);
  state.spent.runs += 1;
  state.spent.seconds += Math.round(seconds);
  if (version !== undefined) {
    state.versions = state.versions.filter((known) => known.version !== version.version);
    state.versions.push(version);
    state.versions = state.versions.slice(-VERSIONS_KEPT);
    if (version.current !== false) state.current = version.version;
    state.spent.published += 1;
    state.spent.rows += version.rows;
  }
  if (generation !== undefined) {
    if (lineage !== undefined) {
      state.lineage = lineage;
      // A refused generation is tried anew under its number; until then runs are of the last good one.
      if (end.state === 'published') state.generation = Math.max(state.generation, generation);
    }
    takeRetrained(state, runId, lineage !== undefined);
  }
  for (const reason of end.retrain) askToRetrain(state, reason, at);
}

/** A wish for a new generation is fulfilled by the run that made one; one that failed to leaves it open. */
function takeRetrained(state: ChainState, runId: string, kept: boolean): void {
  if (state.retrain?.run !== runId) return;
  if (kept) state.retrain = null;
  else delete state.retrain.run;
}

/** Notes a reason to retrain if the chain listens to it. The wait begins with the first one. */
export function askToRetrain(state: ChainState, reason: RetrainReason, at: string): void {
  const feedback = state.applied?.feedback;
  if (!feedback) return;
  if (reason !== 'request' && !feedback.retrainOn.includes(reason)) return;
  if (state.retrain === null) {
    const dueAt = new Date(millisecondsOf(at) + feedback.debounceSeconds * 1000).toISOString();
    state.retrain = { reasons: [reason], since: at, dueAt };
  } else if (!state.retrain.reasons.includes(reason)) {
    state.retrain.reasons.push(reason);
  }
}

/** The version to go back to when none is named: the newest before the current one that nobody took back. */
export function lastGoodBefore(state: ChainState, current: string): string | null {
  const at = state.versions.findIndex((known) => known.version === current);
  const before = at < 0 ? state.versions : state.versions.slice(0, at);
  const good = before.filter((known) => known.rolledBackAt === undefined);
  return good[good.length - 1]?.version ?? null;
}

/** The version that a rollback leads to: the one named, else the last good one; null when there is none. */
export function versionToGoBackTo(state: ChainState, named: string | null): string | null {
  return named ?? (state.current === null ? null : lastGoodBefore(state, state.current));
}
