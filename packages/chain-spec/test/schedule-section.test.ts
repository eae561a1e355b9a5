import { isHeadwaterError } from '@headwater/contracts';
import { parse as parseYaml } from 'yaml';
import { parseSpec, renderSpec } from '../src';
import { cronFault } from '../src/build/cron';

const load = (schedule: string) =>
  parseSpec(`name: nightly\nsource: x.csv\nschedule: ${schedule}\n`, { file: 'chain.yaml', baseDir: '/data' });

function refused(schedule: string): { code: string; message: string } {
  try {
    load(schedule);
  } catch (error) {
    if (isHeadwaterError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error(`not refused: ${schedule}`);
}

describe('a schedule', () => {
  it('gets its defaults', () => {
    expect(load('{ cron: "0 3 * * *" }').spec.schedule).toEqual({
      cron: '0 3 * * *',
      jitterSeconds: 0,
      overlap: 'skip',
      catchupSeconds: 86_400,
      pauseOnFailure: false,
    });
  });

  it('reads all that can be said, spans in seconds and times in UTC', () => {
    const written = `{ every: 6h, offset: 15m, timezone: Europe/Berlin, jitter: 5m, overlap: cancel-other, catchup: 2h,
  pauseOnFailure: true, freshWithin: 26h, startAt: "2026-12-01T00:00:00+01:00", endAt: "2027-01-01T00:00:00Z" }`;
    expect(load(written).spec.schedule).toEqual({
      everySeconds: 21_600,
      offsetSeconds: 900,
      timezone: 'Europe/Berlin',
      jitterSeconds: 300,
      overlap: 'cancel-other',
      catchupSeconds: 7200,
      pauseOnFailure: true,
      freshWithinSeconds: 93_600,
      startAt: '2026-11-30T23:00:00.000Z',
      endAt: '2027-01-01T00:00:00.000Z',
    });
  });

  test.each([
    ['30 February', '{ cron: "0 0 30 2 *" }', 'SCHEDULE_NEVER', /chain.yaml:3:19: `schedule.cron` never fires/],
    ['31 in months of 30 days', '{ cron: "0 0 31 4,6,9,11 *" }', 'SCHEDULE_NEVER', /never fires/],
    [
      'an end before the start',
      '{ every: 1h, startAt: "2026-12-02T00:00:00Z", endAt: "2026-12-01T00:00:00Z" }',
      'SCHEDULE_NEVER',
      /never fires: it ends \(2026-12-01T00:00:00.000Z\) before it starts/,
    ],
    ['an unknown time zone', '{ every: 1h, timezone: Mars/Base }', 'SPEC_INVALID', /IANA time zone, got "Mars\/Base"/],
    ['an hour of 24', '{ cron: "0 24 * * *" }', 'SPEC_INVALID', /the hour of `schedule.cron` cannot be read: "24"/],
    ['a range turned round', '{ cron: "0 0 * * 6-1" }', 'SPEC_INVALID', /the day of week/],
    ['an unknown overlap', '{ every: 1h, overlap: queue }', 'SPEC_INVALID', /`skip`, `buffer-one`/],
    ['an offset of a period', '{ every: 1h, offset: 60m }', 'SPEC_INVALID', /must be less than the period, got 60m/],
    ['an offset of a cron', '{ cron: "0 3 * * *", offset: 5m }', 'SPEC_INVALID', /no meaning without `every`/],
    ['a period of nothing', '{ every: 0s }', 'SPEC_INVALID', /a whole number and one of s, m, h, d/],
    ['a catch-up below Temporal’s least', '{ every: 1h, catchup: 5s }', 'SPEC_INVALID', /10s or more/],
    ['a day without a time', '{ every: 1h, startAt: "2026-12-01" }', 'SPEC_INVALID', /ISO time with its zone/],
    ['a date that is none', '{ every: 1h, endAt: "2026-13-01T00:00:00Z" }', 'SPEC_INVALID', /ISO time with its zone/],
  ])('is refused with %s', (_, written, code, message) => {
    const error = refused(written);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

test.each(['0 0 29 2 *', '0 0 29 2 mon', '5/15 * * * MON-FRI', '0,30 8-18/2 1-7 jan,jul 7', '0 0 31 * *', '* * * * *'])(
  'cron that some day fires: %s',
  (expression) => {
    expect(cronFault(expression)).toBeNull();
  },
);

it('shows a schedule in a rendered file, which loads once it is uncommented', () => {
  const text = renderSpec({ name: 'nightly', sourcePath: 'x.csv', columns: [] });
  expect(parseSpec(text, { file: 'chain.yaml', baseDir: '/data' }).spec.schedule).toBeNull();
  const shown = text.slice(text.indexOf('# schedule:')).replace(/^# /gm, '');
  expect(parseYaml(shown)).toMatchObject({ schedule: { cron: '0 3 * * *', overlap: 'skip', catchup: '1d' } });
  const { spec } = parseSpec(text.replace(/# schedule:[^]*/, shown), { file: 'chain.yaml', baseDir: '/data' });
  expect(spec.schedule).toMatchObject({ jitterSeconds: 300, freshWithinSeconds: 93_600 });
});
