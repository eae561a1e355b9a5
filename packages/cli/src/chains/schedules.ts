import { ScheduleNotFoundError, type ScheduleDescription, type ScheduleOptions } from '@temporalio/client';
import type { Priority } from '@temporalio/common';
import {
  PRIORITY,
  TASK_QUEUES,
  WORKFLOWS,
  canonicalJson,
  scheduleId,
  type ChainTickInput,
  type ScheduleSpec,
} from '@headwater/contracts';
import { sha256 } from '@headwater/store';
import { searchableBy, type Searchable } from '../searchable';
import type { Session } from '../session';
import { temporalPolicies, temporalSpec } from './schedule-spec';

/** Schedules take a priority; their type does not say so yet. */
type TickAction = ScheduleOptions['action'] & { workflowId: string; priority: Priority };

/** The Schedule of a chain, as Temporal is asked for it. */
function scheduleOf(chain: string, schedule: ScheduleSpec, searchable: Searchable) {
  const action: TickAction = {
    type: 'startWorkflow',
    workflowType: WORKFLOWS.chainTick,
    // The server appends the scheduled time.
    workflowId: `tick/${chain}`,
    taskQueue: TASK_QUEUES.control,
    args: [{ chain } satisfies ChainTickInput],
    staticSummary: `tick of ${chain}`,
    priority: { priorityKey: PRIORITY.scheduled, fairnessKey: chain },
    memo: { schedule: fingerprint(schedule) },
    ...searchable,
  };
  return { spec: temporalSpec(schedule), policies: temporalPolicies(schedule), action };
}

/** By which a Schedule is known to be what the chain file says: the server keeps it in other words. */
function fingerprint(schedule: ScheduleSpec): string {
  return sha256(canonicalJson(schedule));
}

export async function describeSchedule(
  { client }: Pick<Session, 'client'>,
  chain: string,
): Promise<ScheduleDescription | null> {
  try {
    return await client.schedule.getHandle(scheduleId(chain)).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}

export function isAsWritten(found: ScheduleDescription | null, schedule: ScheduleSpec | null): boolean {
  if (found === null || schedule === null) return found === schedule;
  return found.action.memo?.['schedule'] === fingerprint(schedule);
}

/** Creates, changes or deletes the chain's Schedule. One that is paused stays so, with its note. */
export async function putSchedule(
  session: Pick<Session, 'client' | 'searchAttributes'>,
  chain: string,
  schedule: ScheduleSpec | null,
  found: ScheduleDescription | null,
): Promise<void> {
  const { client } = session;
  if (schedule === null) {
    if (found !== null) await client.schedule.getHandle(scheduleId(chain)).delete();
    return;
  }
  const wanted = scheduleOf(chain, schedule, searchableBy(session, chain));
  const note = `chain ${chain}; change it by \`headwater apply\``;
  if (found === null) {
    await client.schedule.create({ scheduleId: scheduleId(chain), ...wanted, state: { note } });
    return;
  }
  await client.schedule.getHandle(scheduleId(chain)).update(({ state }) => ({
    ...wanted,
    state: state.paused ? { ...state } : { note },
  }));
}
