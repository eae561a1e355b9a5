import { anyNumber, runAndData, wholeNumber } from '../src/model/model-arguments';
import { progressLines } from '../src/model/model-task';

describe('arguments of the model commands', () => {
  it('are whole numbers where rows and seeds are meant', () => {
    expect([wholeNumber(1)('12'), wholeNumber(0)('0')]).toEqual([12, 0]);
    for (const text of ['0', '-1', '1.5', '1e3', '', '99999999999999999999'])
      expect(() => wholeNumber(1)(text)).toThrow(/whole number, 1 or more/);
    expect(anyNumber('0.5')).toBe(0.5);
    for (const text of ['', 'warm', 'Infinity']) expect(() => anyNumber(text)).toThrow(/must be a number/);
  });

  it('name a run and a file, or a file beside --bundle', () => {
    expect(runAndData(['latest', 'data.csv'], undefined)).toEqual({ run: 'latest', data: 'data.csv' });
    expect(runAndData(['data.csv'], 'model')).toEqual({ data: 'data.csv' });
    const usage = expect.objectContaining({ code: 'USAGE' }) as Error;
    for (const words of [['data.csv'], ['a', 'b', 'c']]) expect(() => runAndData(words, undefined)).toThrow(usage);
    expect(() => runAndData(['latest', 'data.csv'], 'model')).toThrow(usage);
  });
});

describe('progress of the model commands', () => {
  it('is said every ten seconds', () => {
    let now = 0;
    const lines: string[] = [];
    const report = progressLines(
      (line) => lines.push(line),
      () => now,
    );
    for (let s = 0; s <= 25; s++) {
      now = s * 1000;
      report({ note: 'sampling', done: s, total: 25, rowsPerSecond: 12_345.6, secondsLeft: 25 - s });
    }
    expect(lines).toEqual(['sampling 40 % · 12,346 rows/s · 15 s left', 'sampling 80 % · 12,346 rows/s · 5.0 s left']);
  });
});
