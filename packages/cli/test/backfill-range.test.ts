import { isHeadwaterError, type ScheduleSpec } from '@headwater/contracts';
import { backfillRange } from '../src/chains/backfill-range';
import { localTime, startOfDay } from '../src/chains/local-time';

const BERLIN: ScheduleSpec = {
  cron: '0 3 * * *',
  timezone: 'Europe/Berlin',
  jitterSeconds: 0,
  overlap: 'skip',
  catchupSeconds: 60,
  pauseOnFailure: false,
};
const NOW = new Date('2026-11-21T12:00:00Z');

it('takes days in the zone of the schedule, the last one whole', () => {
  const { from, to } = backfillRange('2026-11-01', '2026-11-20', BERLIN, NOW);
  expect([from.toISOString(), to.toISOString()]).toEqual(['2026-10-31T23:00:00.000Z', '2026-11-20T22:59:59.000Z']);
});

it('takes times as they are', () => {
  const { from, to } = backfillRange('2026-11-01T00:00:00Z', '2026-11-01T06:00+02:00', BERLIN, NOW);
  expect([from.toISOString(), to.toISOString()]).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-01T04:00:00.000Z']);
});

test.each([
  ['the day clocks go forward', '2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['the day after', '2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['the day clocks go back', '2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ['a zone far ahead', '2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
  ['a zone behind', '2026-07-04', 'America/New_York', '2026-07-04T04:00:00.000Z'],
])('knows when a day begins: %s', (_, day, zone, expected) => {
  expect(startOfDay(day, zone).toISOString()).toBe(expected);
  expect(localTime(new Date(expected), zone)).toContain(`${day} 00:00:00`);
});

test.each([
  ['the end before the beginning', '2026-11-02', '2026-11-01', BERLIN],
  ['a beginning in the future', '2027-01-01', '2027-01-02', BERLIN],
  ['a day that is none', '2026-02-30', '2026-03-01', BERLIN],
  ['a time without a zone', '2026-11-01T00:00:00', '2026-11-02', BERLIN],
  ['a chain without a schedule', '2026-11-01', '2026-11-02', null],
])('refuses %s', (_, from, to, schedule) => {
  try {
    backfillRange(from, to, schedule, NOW);
  } catch (error) {
    expect(isHeadwaterError(error) && error.code).toBe('BACKFILL_RANGE_INVALID');
    return;
  }
  throw new Error('not refused');
});
