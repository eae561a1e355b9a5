import { randomUUID } from 'node:crypto';
import { TASK_QUEUES, WORKFLOWS, type ScheduleSpec } from '@headwater/contracts';
import type { Session } from '../session';
import { temporalSpec } from './schedule-spec';

/** The server answers so many at once. */
const PAGE = 1000;

export interface TimeRange {
  from: Date;
  to: Date;
}

/**
 * The times in a range, both ends included, for which a schedule starts runs: asked of the server, which reads cron and
 * time zones in its own way, by a paused schedule without jitter that is gone afterwards. At most `most`, oldest first.
 */
export async function fireTimes(
  session: Pick<Session, 'client' | 'target'>,
  schedule: ScheduleSpec,
  range: TimeRange,
  most: number,
): Promise<Date[]> {
  const { client, target } = session;
  const probe = await client.schedule.create({
    scheduleId: `headwater-times/${randomUUID()}`,
    spec: temporalSpec({ ...schedule, jitterSeconds: 0 }),
    action: { type: 'startWorkflow', workflowType: WORKFLOWS.chainTick, taskQueue: TASK_QUEUES.control },
    state: { paused: true, note: 'asks for times only' },
  });
  try {
    const times: Date[] = [];
    let from = range.from;
    while (times.length < most && from <= range.to) {
      const { startTime } = await client.workflowService.listScheduleMatchingTimes({
        namespace: target.namespace,
        scheduleId: probe.scheduleId,
        // Times after this one: the beginning itself is left out.
        startTime: stamp(new Date(from.getTime() - 1000)),
        endTime: stamp(range.to),
      });
      const page = (startTime ?? []).map(({ seconds }) => new Date(Number(seconds) * 1000));
      times.push(...page.filter((time) => time >= from && time <= range.to));
      const last = page[page.length - 1];
      if (last === undefined || page.length < PAGE) break;
      from = new Date(last.getTime() + 1000);
    }
    return times.slice(0, most);
  } finally {
    await probe.delete();
  }
}

type Stamp = NonNullable<Parameters<Session['client']['workflowService']['listScheduleMatchingTimes']>[0]['startTime']>;

function stamp(time: Date): Stamp {
  // The wire takes any whole number; the type asks for its own.
  return { seconds: Math.floor(time.getTime() / 1000), nanos: 0 } as unknown as Stamp;
}
