import { RandomStream } from '@headwater/random';
import type { NumericCode } from '../src/codec/numeric';
import { codecOptions } from '../src/codec/options';
import { TableCodec } from '../src/codec/table-codec';
import { cells, frameOf, numeric, schema } from './made-tables';
import { family, sampleRequest, trainRequest } from './requests';

const ROWS = 4000;
const random = new RandomStream(12, 'refinement');
const x = Array.from({ length: ROWS }, () => random.normal());
/** Nearly x itself: within one of its bins, x says where y lies. */
const y = x.map((v) => v + 0.002 * random.normal());
const z = Array.from({ length: ROWS }, () => random.normal());
const frame = frameOf(
  ...[x, y, z].map((values, k) => numeric(schema('xyz'[k] as string, 'decimal', { written: { decimals: 6 } }), values)),
);
const fit = () => TableCodec.fit(frame, codecOptions(ROWS, 3, { bins: 40, minimumHolders: 5 }));

describe('the second level of a numeric column', () => {
  it('is spent where another column tells where in its bin a value lies, and only there', () => {
    const parts = fit().code.columns.map((code) => (code as NumericCode).parts);
    expect(parts[0]).toBeGreaterThan(1);
    expect(parts[1]).toBeGreaterThan(1);
    expect(parts[2]).toBeUndefined();
  });

  it('brings a value back nearer than its bin alone', () => {
    const codec = fit();
    const codes = codec.encode(frame);
    const width = codec.modelled.length;
    const columns = codec.modelled.map((_, k) =>
      Int32Array.from({ length: ROWS }, (_, i) => codes[i * width + k] as number),
    );
    const error = (back: typeof frame, name: string) =>
      cells(back, name).reduce<number>(
        (sum, v, i) => sum + Math.abs((v as number) - (cells(frame, name)[i] as number)),
        0,
      );
    const fine = codec.decode(columns, ROWS, { seed: 1, shard: 0 });
    const none = columns.map((column, k) =>
      codec.modelled[k]?.level === 'part' ? column.map(() => (codec.modelled[k]?.width ?? 1) - 1) : column,
    );
    const coarse = codec.decode(none, ROWS, { seed: 1, shard: 0 });
    expect(error(fine, 'x')).toBeLessThan(error(coarse, 'x') / 4);
  });

  it('keeps two columns nearer to one another than bins could', async () => {
    const bundle = await family.train(
      trainRequest({ frame, parameters: { hidden: 48, epochs: 40, batch: 128, learningRate: 0.004, bins: 40 } }),
    );
    const made = await family.sample(bundle, sampleRequest({ rows: 3000 }));
    const gaps = cells(made, 'x').map((v, i) => Math.abs((v as number) - (cells(made, 'y')[i] as number)));
    const middle = gaps.sort((a, b) => a - b)[1500] as number;
    // Two values drawn apart in the same 40th of a normal distribution lie some 0.02 to 0.03 from one another.
    expect(middle).toBeLessThan(0.012);
  });
});
