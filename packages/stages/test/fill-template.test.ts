import { fillTemplate } from '../src/fill-template';

const at = (scheduledAt: string, timezone?: string) => ({ partition: 'p', scheduledAt, timezone });

test.each([
  ['UTC', '2026-11-21T23:30:00Z', undefined, '2026-11-21/23'],
  ['the zone of the schedule, where it is tomorrow', '2026-11-21T23:30:00Z', 'Europe/Berlin', '2026-11-22/00'],
  ['a zone where it is yesterday', '2026-11-21T03:30:00Z', 'America/New_York', '2026-11-20/22'],
  ['the hour before clocks go forward', '2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29/01'],
  ['the hour after', '2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29/03'],
  ['the hour that comes twice, first', '2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25/02'],
  ['and again', '2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25/02'],
])('tells date and hour in %s', (_, scheduledAt, timezone, expected) => {
  expect(fillTemplate('{date}/{hour}', at(scheduledAt, timezone))).toBe(expected);
});

it('names the partition', () => {
  expect(fillTemplate('in/{partition}/{partition}.csv', { partition: 'forty' })).toBe('in/forty/forty.csv');
});

it('leaves a path without placeholders as it is', () => {
  expect(fillTemplate('in/{x}.csv', { partition: 'p' })).toBe('in/{x}.csv');
});

it('asks for the time where there is none', () => {
  const fill = () => fillTemplate('in/{date}.csv', { partition: 'forty' });
  expect(fill).toThrow(/in\/\{date\}.csv has the placeholder \{date\}/);
  expect(fill).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('--partition') }));
});
