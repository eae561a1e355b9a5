import type { ScheduleDescription } from '@temporalio/client';
import { canonicalJson, type AppliedChain, type ChainSpec, type ChainState } from '@headwater/contracts';
import { sha256 } from '@headwater/store';
import type { Session } from '../session';
import { AppliedChains } from './applied-chains';
import type { ChainFile } from './chain-files';
import { chainState } from './chain-state';
import { pauseReason } from './pause-reason';
import { describeSchedule, isAsWritten } from './schedules';
import { changesBetween, type Change } from './spec-changes';

/** What `apply` would do about one chain. */
export interface ChainPlan {
  chain: string;
  action: 'create' | 'update' | 'none' | 'remove';
  file: string | null;
  changes: Change[];
  /** Why its Schedule starts nothing although nothing is wrong with it. */
  paused: string | null;
}

export interface PlannedChain extends ChainPlan {
  spec: ChainSpec | null;
  schedule: ScheduleDescription | null;
}

/** Compares files with the chains that are applied; with `prune`, those of this state folder in no file are removed. */
export async function planApply(
  session: Session,
  files: readonly ChainFile[],
  prune: boolean,
): Promise<PlannedChain[]> {
  const planned: PlannedChain[] = [];
  for (const file of files) planned.push(await planFile(session, file));
  if (!prune) return planned;
  for (const { chain, file } of new AppliedChains(session.state).list()) {
    if (files.some(({ spec }) => spec.name === chain)) continue;
    const schedule = await describeSchedule(session, chain);
    planned.push({ chain, action: 'remove', file, changes: [], paused: null, spec: null, schedule });
  }
  return planned;
}

async function planFile(session: Session, { path, spec }: ChainFile): Promise<PlannedChain> {
  const chain = spec.name;
  const state = await chainState(session, chain);
  const schedule = await describeSchedule(session, chain);
  const paused = pauseReason(schedule, state?.runs ?? []);
  const common = { chain, file: path, spec, schedule, paused };
  if (state?.applied == null) return { ...common, action: 'create', changes: [] };
  const changes = await changesOf(session, state.applied, spec);
  const same = changes.length === 0 && isAsWritten(schedule, spec.schedule);
  return { ...common, action: same ? 'none' : 'update', changes };
}

async function changesOf(
  session: Session,
  applied: NonNullable<ChainState['applied']>,
  spec: ChainSpec,
): Promise<Change[]> {
  if (sha256(canonicalJson(spec)) === applied.spec.sha256) {
    const searchable = applied.searchAttributes === session.searchAttributes;
    return searchable ? [] : changesBetween({ searchAttributes: applied.searchAttributes }, { searchAttributes: true });
  }
  return changesBetween(await session.store.getJson(applied.spec), spec);
}

/** What the chain entity is told of a spec. */
export async function appliedChain(session: Session, spec: ChainSpec): Promise<AppliedChain> {
  return {
    spec: await session.store.putJson('spec', spec),
    rows: spec.output.rows,
    shardRows: spec.output.shardRows,
    policy: spec.policy,
    approval: spec.approval ?? null,
    feedback: spec.feedback ?? null,
    searchAttributes: session.searchAttributes,
  };
}
