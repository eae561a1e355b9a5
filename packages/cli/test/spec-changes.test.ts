import { changesBetween } from '../src/chains/spec-changes';

it('tells what differs by path', () => {
  const before = { name: 'a', schedule: { cron: '0 3 * * *' }, list: [1, 2], gone: true };
  const after = { name: 'a', schedule: { cron: '0 4 * * *', jitterSeconds: 5 }, list: [1, 3] };
  expect(changesBetween(before, after)).toEqual([
    { path: 'gone', before: 'true', after: null },
    { path: 'list', before: '[1,2]', after: '[1,3]' },
    { path: 'schedule.cron', before: '"0 3 * * *"', after: '"0 4 * * *"' },
    { path: 'schedule.jitterSeconds', before: null, after: '5' },
  ]);
});

it('tells a section that is new as one', () => {
  expect(changesBetween({ schedule: null }, { schedule: { every: 5 } })).toEqual([
    { path: 'schedule', before: 'null', after: '{"every":5}' },
  ]);
});

it('finds nothing where the order alone differs', () => {
  expect(changesBetween({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
});
