import { HeadwaterError, type ScheduleSpec } from '@headwater/contracts';
import { listRuns } from '../find-run';
import { printJson } from '../output';
import { openSession } from '../session';
import { readChainFiles } from './chain-files';
import { fireTimes } from './fire-times';
import { localTime, utcTime } from './local-time';
import { forecast, type Forecast } from './overlap-forecast';
import { medianSeconds } from './past-runs';
import { spanText } from './span-text';

interface PlanOptions {
  state: string;
  json?: boolean;
  count: string;
}

const HORIZON_MS = 30 * 365 * 86_400_000;

/** `headwater plan`: when a chain file's schedule would fire, and what its overlap policy would make of that. */
export async function planCommand(path: string, options: PlanOptions): Promise<void> {
  const count = Number(options.count);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new HeadwaterError('USAGE', `--count must be a whole number from 1 to 1000, got ${options.count}`);
  const [file] = await readChainFiles([path]);
  if (file === undefined) return;
  const { name, schedule } = file.spec;
  if (schedule === null) {
    throw new HeadwaterError('USAGE', `${path} has no schedule`, { hint: 'Add `schedule:` to the chain file.' });
  }
  const session = await openSession(options.state);
  try {
    const from = new Date();
    const times = await fireTimes(session, schedule, { from, to: new Date(from.getTime() + HORIZON_MS) }, count);
    if (times.length === 0)
      throw new HeadwaterError('SCHEDULE_NEVER', `the schedule of ${name} never fires from now on`);
    const runs = (await listRuns(session.store)).filter((run) => run.chain === name);
    const seconds = medianSeconds(runs);
    const told = seconds === null ? null : forecast(times, seconds, schedule.overlap);
    if (options.json) printJson(asJson(name, schedule, times, seconds, told));
    else process.stdout.write(`${lines(name, schedule, times, seconds, told).join('\n')}\n`);
  } finally {
    await session.close();
  }
}

function lines(
  name: string,
  schedule: ScheduleSpec,
  times: readonly Date[],
  seconds: number | null,
  told: readonly Forecast[] | null,
): string[] {
  const zone = schedule.timezone ?? 'UTC';
  const unlike = told?.filter(({ time, starts, ends }) => starts !== time || ends !== undefined).length ?? 0;
  const verdict =
    seconds === null
      ? `How runs overlap is not known: no run of ${name} has ended yet. Overlap policy: ${schedule.overlap}.`
      : unlike === 0
        ? `Runs take ${spanText(seconds)} (median), so none overlaps another. Overlap policy: ${schedule.overlap}.`
        : `Runs take ${spanText(seconds)} (median); ${schedule.overlap} affects ${unlike} of these ${times.length}.`;
  return [
    `${name}, in ${zone}${schedule.jitterSeconds > 0 ? `, each up to ${spanText(schedule.jitterSeconds)} late` : ''}`,
    ...times.map((time, i) => `  ${localTime(time, zone)}   ${utcTime(time)}${effect(told?.[i])}`),
    verdict,
  ];
}

function effect(told: Forecast | undefined): string {
  if (told === undefined) return '';
  if (told.starts === null) return '   skipped';
  if (told.ends !== undefined) return `   the run before is ${told.ends}`;
  return told.starts === told.time ? '' : `   waits until ${utcTime(told.starts)}`;
}

function asJson(
  chain: string,
  schedule: ScheduleSpec,
  times: readonly Date[],
  medianSeconds: number | null,
  told: readonly Forecast[] | null,
): object {
  const zone = schedule.timezone ?? 'UTC';
  return {
    chain,
    timezone: zone,
    overlap: schedule.overlap,
    medianSeconds,
    times: times.map((time, i) => {
      const one = told?.[i];
      return {
        utc: utcTime(time),
        local: localTime(time, zone),
        ...(one === undefined ? {} : { starts: one.starts === null ? null : utcTime(one.starts) }),
        ...(one?.ends === undefined ? {} : { runBefore: one.ends }),
      };
    }),
  };
}
