import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conditionsFrom, shortConditions } from '../src/model/conditions';

describe('conditions on the command line', () => {
  it.each([
    ['income=>50K', { income: '>50K' }],
    ['note=a=b', { note: 'a=b' }],
    ['age=', { age: null }],
    ['age=30..40', { age: { min: '30', max: '40' } }],
    ['age=-5..', { age: { min: '-5' } }],
    ['day=..2020-12-31', { day: { max: '2020-12-31' } }],
    ['rate=0.5...75', { rate: { min: '0.5', max: '.75' } }],
    ['sex=Male|Female', { sex: { in: ['Male', 'Female'] } }],
    ['sex=Male|', { sex: { in: ['Male', null] } }],
  ])('reads %s', (text, expected) => {
    expect(shortConditions([text])).toEqual(expected);
  });

  it.each([[['age']], [['=5']], [['age=..']], [['age=1', 'age=2']]])('refuses %j', (texts) => {
    expect(() => shortConditions(texts)).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
  });
});

describe('a file of conditions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-conditions-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (text: string): string => {
    const path = join(folder, 'conditions.yaml');
    writeFileSync(path, text);
    return path;
  };

  it('is YAML or JSON, and gives way to the command line', async () => {
    const yaml = written('income: { shares: { low: 1, high: 3 } }\nage: { min: 30 }\nsex: ~\n');
    expect(await conditionsFrom(yaml, ['age=5'])).toEqual({
      income: { shares: { low: 1, high: 3 } },
      age: '5',
      sex: null,
    });
    expect(await conditionsFrom(written('{"a": {"in": [1, true, null]}}'), [])).toEqual({ a: { in: [1, true, null] } });
  });

  it.each([
    ['a list', '- age'],
    ['nothing', ''],
    ['broken YAML', 'a: ['],
    ['an empty mapping as condition', 'a: {}'],
    ['an empty choice', 'a: { in: [] }'],
    ['a range with something else', 'a: { min: 1, below: 2 }'],
    ['an end that is no value', 'a: { min: [1] }'],
    ['a number that JSON cannot hold', 'a: .nan'],
    ['a negative share', 'a: { shares: { x: -1 } }'],
    ['two forms at once', 'a: { in: [1], shares: { x: 1 } }'],
  ])('refuses %s', async (_, text) => {
    await expect(conditionsFrom(written(text), [])).rejects.toMatchObject({ code: 'CONDITION_INVALID' });
  });

  it('must be there', async () => {
    await expect(conditionsFrom(join(folder, 'absent.yaml'), [])).rejects.toMatchObject({ code: 'USAGE' });
  });
});
