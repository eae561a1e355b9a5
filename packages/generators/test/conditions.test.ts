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
