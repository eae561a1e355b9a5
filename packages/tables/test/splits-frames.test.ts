import { splitFrame } from '../src';
import { readFrame, tempFile, valuesOf } from './temp-files';

describe('splitFrame', () => {
  const path = tempFile('t.csv', `n\n${Array.from({ length: 1000 }, (_, i) => (i * 37) % 1009).join('\n')}\n`);

  test('parts the rows, keeps their order, and repeats for equal seeds', async () => {
    const frame = await readFrame(path);
    const { train, holdout } = splitFrame(frame, 0.2, 7);
    expect([train.rows, holdout.rows]).toEqual([800, 200]);
    const all = valuesOf(frame.columns[0]);
    const places = (part: (string | number | null)[]): number[] => part.map((value) => all.indexOf(value));
    const [kept, held] = [places(valuesOf(train.columns[0])), places(valuesOf(holdout.columns[0]))];
    expect([...kept, ...held].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
    expect(kept).toEqual([...kept].sort((a, b) => a - b));
    expect(held).toEqual([...held].sort((a, b) => a - b));
    expect(valuesOf(splitFrame(frame, 0.2, 7).holdout.columns[0])).toEqual(valuesOf(holdout.columns[0]));
    expect(valuesOf(splitFrame(frame, 0.2, 8).holdout.columns[0])).not.toEqual(valuesOf(holdout.columns[0]));
    // Spread over the file: a uniform draw of 200 has its mean place within four standard errors of the middle.
    expect(Math.abs(held.reduce((a, b) => a + b) / 200 - 499.5)).toBeLessThan(4 * (288.7 / Math.sqrt(200)));
  });

  test('refuses shares beyond 0 and 1, and takes both', async () => {
    const frame = await readFrame(path);
    expect(splitFrame(frame, 0, 1).holdout.rows).toBe(0);
    expect(splitFrame(frame, 1, 1).train.rows).toBe(0);
    expect(() => splitFrame(frame, 1.5, 1)).toThrow('got 1.5');
    expect(() => splitFrame(frame, NaN, 1)).toThrow(RangeError);
  });
});
