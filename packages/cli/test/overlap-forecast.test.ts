import { forecast } from '../src/chains/overlap-forecast';
import { medianSeconds } from '../src/chains/past-runs';
import type { RunDocument } from '@headwater/contracts';
import type { OverlapPolicy } from '@headwater/contracts';

/** Fire times at 0, 10, 20, … s; what becomes of each: when it starts, in seconds, or null. */
const starts = (policy: OverlapPolicy, seconds: number, count = 5) =>
  forecast(
    Array.from({ length: count }, (_, i) => new Date(i * 10_000)),
    seconds,
    policy,
  ).map((one) => (one.starts === null ? null : one.starts.getTime() / 1000));

test.each<[OverlapPolicy, number, (number | null)[]]>([
  ['skip', 5, [0, 10, 20, 30, 40]],
  ['skip', 10, [0, 10, 20, 30, 40]],
  ['skip', 15, [0, null, 20, null, 40]],
  ['skip', 25, [0, null, null, 30, null]],
  ['buffer-one', 15, [0, 15, 30, 45, null]],
  ['buffer-one', 25, [0, 25, null, 50, null]],
  ['buffer-all', 15, [0, 15, 30, 45, 60]],
  ['allow-all', 25, [0, 10, 20, 30, 40]],
  ['cancel-other', 25, [0, 10, 20, 30, 40]],
])('%s with runs of %i s every 10 s', (policy, seconds, expected) => {
  expect(starts(policy, seconds)).toEqual(expected);
});

it('says that the run before is ended', () => {
  const ends = (policy: OverlapPolicy) => forecast([new Date(0), new Date(10_000)], 25, policy).map((one) => one.ends);
  expect(ends('cancel-other')).toEqual([undefined, 'cancelled']);
  expect(ends('terminate-other')).toEqual([undefined, 'terminated']);
});

it('takes the median of runs that came to a verdict', () => {
  const run = (state: string, seconds: number): RunDocument =>
    ({
      status: { state, startedAt: new Date(0).toISOString(), finishedAt: new Date(seconds * 1000).toISOString() },
    }) as RunDocument;
  expect(medianSeconds([])).toBeNull();
  expect(medianSeconds([run('failed', 1)])).toBeNull();
  expect(medianSeconds([run('published', 10), run('failed', 1), run('blocked', 30), run('published', 20)])).toBe(20);
  expect(medianSeconds([run('published', 10), run('published', 20)])).toBe(15);
});
