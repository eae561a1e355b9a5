import type { ConditionValue } from '@headwater/contracts';
import { cells } from './made-tables';
import { family, quickBundle, sampleRequest } from './requests';

const sampleWith = async (conditions: Record<string, ConditionValue>, rows = 300) =>
  family.sample(await quickBundle(), sampleRequest({ rows, conditions }));

describe('conditions', () => {
  it('are met exactly, whatever the kind of column', async () => {
    const frame = await sampleWith({ education: 'college', rich: true, wage: 61234.56, joined: '2020-03-01' });
    expect(new Set(cells(frame, 'education'))).toEqual(new Set(['college']));
    expect(new Set(cells(frame, 'grade'))).toEqual(new Set([7]));
    expect(new Set(cells(frame, 'rich'))).toEqual(new Set(['Yes']));
    expect(new Set(cells(frame, 'wage'))).toEqual(new Set([61234.56]));
    expect(new Set(cells(frame, 'joined'))).toEqual(new Set([Date.UTC(2020, 2, 1) / 86_400_000]));
  });

  it('move the other columns as they do in the data', async () => {
    const share = async (education: string) =>
      cells(await sampleWith({ education }, 1000), 'rich').filter((r) => r === 'Yes').length / 1000;
    expect(await share('doctor')).toBeGreaterThan((await share('none')) + 0.4);
  });

  it('hold for missing cells and for columns that follow from others', async () => {
    expect(new Set(cells(await sampleWith({ wage: null }), 'wage'))).toEqual(new Set([null]));
    const frame = await sampleWith({ grade: 10 });
    expect(new Set(cells(frame, 'education'))).toEqual(new Set(['doctor']));
    expect(new Set(cells(frame, 'grade'))).toEqual(new Set([10]));
  });

  it.each<[string, Record<string, ConditionValue>, RegExp]>([
    ['an unknown column', { educaton: 'none' }, /Did you mean education/],
    ['an unknown value', { education: 'schol' }, /Did you mean "school"/],
    ['a value out of range', { wage: 1e9 }, /It generates/],
    ['a value of another type', { wage: true }, /Give a number/],
    ['a date that is none', { joined: 'yesterday' }, /YYYY-MM-DD/],
    ['a missing cell in a full column', { rich: null }, /Give a value/],
    ['an identifier', { key: 'P-001000' }, /another column/],
    ['a derived value that never was', { grade: 2 }, /follows from education/],
    ['a contradiction', { education: 'none', grade: 10 }, /Drop one/],
  ])('refuse %s', async (_, conditions, hint) => {
    await expect(sampleWith(conditions)).rejects.toMatchObject({
      code: 'CONDITION_INVALID',
      hint: expect.stringMatching(hint) as string,
    });
  });
});

describe('ranges, choices and shares', () => {
  it('keep numbers and dates inside a range, both ends included', async () => {
    const frame = await sampleWith({ wage: { min: 40_000, max: 60_000 }, joined: { max: '2020-06-30' } }, 1000);
    for (const wage of cells(frame, 'wage') as number[]) expect(wage >= 40_000 && wage <= 60_000).toBe(true);
    const last = Date.UTC(2020, 5, 30) / 86_400_000;
    for (const day of cells(frame, 'joined') as number[]) expect(day).toBeLessThanOrEqual(last);
  });

  it('draw inside a range what the model would have drawn there', async () => {
    const free = (cells(await sampleWith({}, 20_000), 'wage') as (number | null)[]).filter(
      (w) => w !== null && w >= 41_234 && w <= 47_777,
    ) as number[];
    const bound = cells(await sampleWith({ wage: { min: 41_234, max: 47_777 } }, 5000), 'wage') as number[];
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    // Five standard errors of a mean of that many values spread over 6,543.
    expect(Math.abs(mean(free) - mean(bound))).toBeLessThan(5 * 1900 * Math.sqrt(1 / free.length + 1 / 5000));
  });

  it('give one of several values in the proportions of the model', async () => {
    const frame = await sampleWith({ education: { in: ['college', 'doctor'] } }, 4000);
    const seen = cells(frame, 'education');
    expect(new Set(seen)).toEqual(new Set(['college', 'doctor']));
    const free = cells(await sampleWith({}, 8000), 'education');
    const ratio = (of: unknown[]) => of.filter((e) => e === 'doctor').length / of.filter((e) => e === 'college').length;
    expect(Math.abs(Math.log(ratio(seen) / ratio(free)))).toBeLessThan(0.2);
  });

  it('give exactly the shares asked for, and move the other columns with them', async () => {
    const frame = await sampleWith({ education: { shares: { doctor: 3, none: 1 } } }, 1001);
    const seen = cells(frame, 'education');
    expect(seen.filter((e) => e === 'doctor').length).toBe(751);
    expect(seen.filter((e) => e === 'none').length).toBe(250);
    const rich = cells(frame, 'rich');
    const share = (education: string) => rich.filter((r, i) => r === 'Yes' && seen[i] === education).length / 250;
    expect(share('doctor') / 3).toBeGreaterThan(share('none') + 0.3);
    expect(seen.slice(0, 100).includes('none')).toBe(true);
  });

  it.each<[string, Record<string, ConditionValue>, RegExp]>([
    ['a range of a category', { education: { min: 1 } }, /Use in/],
    ['a range that is turned round', { wage: { min: 2, max: 1 } }, /Swap/],
    ['a range with nothing in it', { wage: { min: 1e9 } }, /It generates/],
    ['an empty choice', { education: { in: [] } }, /at least one/],
    ['a choice of values inside bins', { wage: { in: [50_000.01, 50_000.02] } }, /Give a range/],
    ['negative shares', { education: { shares: { none: -1 } } }, /Correct the shares/],
    ['shares beside a value', { education: 'none', grade: { shares: { 1: 1 } } }, /follows from/],
  ])('refuse %s', async (_, conditions, hint) => {
    await expect(sampleWith(conditions)).rejects.toMatchObject({
      code: 'CONDITION_INVALID',
      hint: expect.stringMatching(hint) as string,
    });
  });
});
