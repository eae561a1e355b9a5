import { readTable, type CategoricalColumn, type NumericColumn } from '@headwater/tables';
import { DevServer } from '../harness/dev-server';
import { Workspace, smallChain } from '../harness/workspace';

const ROWS = 200;
const table = (header: string, row: (i: number) => string): string =>
  `${header}\n${Array.from({ length: ROWS }, (_, i) => row(i)).join('\n')}\n`;

describe('unusual input is handled and right in the result', () => {
  const folder = new Workspace();
  let dev: DevServer;

  beforeAll(async () => {
    dev = await DevServer.start(folder.path('state'));
  }, 120_000);
  afterAll(async () => {
    await dev.stop();
    folder.remove();
  }, 60_000);

  async function synthesise(data: string | Uint8Array) {
    folder.write('train.csv', data);
    const chain = folder.write(
      'chain.yaml',
      smallChain({ rows: ROWS, epochs: 1 }).replace('{ holdout: holdout.csv }', '{ share: 0.2, seed: 1 }'),
    );
    const { json, stderr } = await dev.run(chain);
    if (json.status !== 'published') throw new Error(stderr + JSON.stringify(json.error));
    return readTable(json.published.files[0]!);
  }

  it('a column all missing and a constant one among others', async () => {
    const { frame } = await synthesise(table('a,none,same', (i) => `${i % 7},,fixed`));
    const none = frame.columns[1] as CategoricalColumn;
    expect(none.codes.every((code) => code === -1)).toBe(true);
    const same = frame.columns[2] as CategoricalColumn;
    expect([...new Set([...same.codes].map((c) => same.levels[c]))]).toEqual(['fixed']);
  }, 90_000);

  it('one value a row: made anew, none of the real ones', async () => {
    const real = new Set(Array.from({ length: ROWS }, (_, i) => `CU-${(i * 7919 + 10007) % 99991}`));
    const { frame } = await synthesise(table('code,x', (i) => `${[...real][i]},${i % 5}`));
    const code = frame.columns[0] as CategoricalColumn;
    const made = [...code.codes].map((c) => code.levels[c]!);
    expect(made.filter((value) => real.has(value))).toEqual([]);
    expect(made.every((value) => /^CU-\d+$/.test(value))).toBe(true);
  }, 90_000);

  it('some NaN and infinities: kept as what they are, at their rate', async () => {
    const { frame } = await synthesise(
      table('x,y', (i) => `${i % 10 === 0 ? 'NaN' : i % 25 === 1 ? 'inf' : (i / 7).toFixed(3)},${i % 3}`),
    );
    const { values } = frame.columns[0] as NumericColumn;
    const share = (test: (v: number) => boolean): number => values.filter(test).length / values.length;
    expect(share(Number.isNaN)).toBeGreaterThan(0.02);
    expect(share((v) => v === Infinity)).toBeGreaterThan(0);
    expect(share(Number.isFinite)).toBeGreaterThan(0.7);
  }, 90_000);

  it('a byte order mark, quoted newlines and a decimal comma', async () => {
    const text = `\ufeff${table('"preis";"notiz"', (i) => `"${i},${(i * 7) % 10}5";"${i % 2 ? 'eins\nzwei' : 'drei'}"`)}`;
    const { schema, frame } = await synthesise(text);
    expect(schema.columns.map((c) => [c.name, c.type])).toEqual([
      ['preis', 'decimal'],
      ['notiz', 'category'],
    ]);
    const notes = frame.columns[1] as CategoricalColumn;
    expect(new Set([...notes.codes].map((c) => notes.levels[c]))).toEqual(new Set(['eins\nzwei', 'drei']));
    const { values } = frame.columns[0] as NumericColumn;
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(ROWS);
  }, 90_000);

  it('two thousand columns', async () => {
    const names = Array.from({ length: 2000 }, (_, j) => `c${j}`).join(',');
    const { schema, frame } = await synthesise(
      table(names, (i) =>
        Array.from({ length: 2000 }, (_, j) => (j % 2 ? 'abc'[(i * (j + 1)) % 3] : (i * (j + 3)) % 17)).join(','),
      ),
    );
    expect(schema.columns).toHaveLength(2000);
    expect(frame.rows).toBe(ROWS);
  }, 240_000);
});
