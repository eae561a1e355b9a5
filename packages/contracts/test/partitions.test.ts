import { partitionOf, placeholdersIn, timeOfPartition } from '../src';

it('names a run by its scheduled time, to the second', () => {
  expect(partitionOf(new Date('2026-11-21T18:00:00Z'))).toBe('20261121T180000Z');
  expect(partitionOf(new Date('2026-11-21T18:00:05.999+01:00'))).toBe('20261121T170005Z');
});

test.each(['20261121T180000Z', '20240229T235959Z', '19700101T000000Z'])('reads the time of %s back', (partition) => {
  expect(partitionOf(timeOfPartition(partition)!)).toBe(partition);
});

test.each(['forty', '20260231T000000Z', '20261121T240000Z', '20261121T186000Z', '20261121T180000123Z', '20261121'])(
  'takes %s for no time',
  (partition) => {
    expect(timeOfPartition(partition)).toBeNull();
  },
);

it('knows the placeholders of a path and nothing else in braces', () => {
  expect(placeholdersIn('in/{date}/{hour}-{partition}.csv')).toEqual(['date', 'hour', 'partition']);
  expect(placeholdersIn('in/{day}/{}.csv')).toEqual([]);
});
