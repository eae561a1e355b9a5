import { RandomStream } from '@headwater/random';
import { fitCategory } from '../src/codec/category';
import { codecOptions } from '../src/codec/options';
import { TableCodec } from '../src/codec/table-codec';
import { categorical, cells, frameOf, schema } from './made-tables';

const options = codecOptions(1000, 3, { bins: 100, minimumHolders: 5 });
const repeat = (text: string, n: number) => new Array<string>(n).fill(text);

describe('the pooling rule', () => {
  it('pools values with fewer than the least holders and stores none of them', () => {
    const column = categorical(schema('town', 'category'), [
      ...repeat('Bern', 900),
      ...repeat('Chur', 96),
      'Zug',
      'Zug',
      'Zug',
      'Zug',
    ]);
    const code = fitCategory(column, options);
    expect(code).toMatchObject({ levels: ['Bern', 'Chur'], pooled: { values: 1, rows: 4, made: null } });
    const codec = TableCodec.fit(frameOf(column), options);
    expect(new TextDecoder().decode(codec.toBytes())).not.toContain('Zug');
    expect(codec.withheld()).toEqual([{ index: 0, code: 2 }]);
  });

  it('makes values anew where the pool is large, and withholds nothing', () => {
    const random = new RandomStream(1, 'streets');
    const streets = Array.from({ length: 400 }, (_, i) => `${'ABCDEFGH'[random.below(8)]}${i}street`);
    const column = categorical(schema('street', 'category'), [...repeat('Main street', 600), ...streets]);
    const codec = TableCodec.fit(frameOf(column), options);
    expect(codec.withheld()).toEqual([]);
    const made = cells(codec.decode([new Int32Array(50).fill(1)], 50, { seed: 1, shard: 0 }), 'street');
    for (const text of made) {
      expect(text).toMatch(/street$/);
      expect(streets).not.toContain(text);
    }
  });

  it('never pools the two words of a boolean', () => {
    const column = categorical(schema('ok', 'boolean', { written: { trueText: 'T', falseText: 'F' } }), [
      ...repeat('F', 999),
      'T',
    ]);
    expect(fitCategory(column, options)).toMatchObject({ levels: ['F', 'T'], pooled: null });
  });

  it('keeps the most frequent up to the cap', () => {
    const column = categorical(
      schema('c', 'category'),
      Array.from({ length: 1000 }, (_, i) => `v${i % 100}`).concat(repeat('v7', 10)),
    );
    const code = fitCategory(column, { ...options, categoryLevels: 20 });
    expect(code.levels).toHaveLength(20);
    expect(code.levels[0]).toBe('v7');
    expect(code.pooled).toMatchObject({ values: 80, rows: 800 });
  });

  it('does not depend on the order of the rows', () => {
    const values = Array.from({ length: 300 }, (_, i) => `v${i % 7}`);
    const forwards = fitCategory(categorical(schema('c', 'category'), values), options);
    expect(fitCategory(categorical(schema('c', 'category'), [...values].reverse()), options)).toEqual(forwards);
  });
});
