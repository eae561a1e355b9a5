import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli, startCli, type CliExit } from '../harness/cli';
import { until } from '../harness/processes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

interface Answer {
  rows: number;
  filled: number;
  missing: number;
  meanLogLikelihood: number;
  impossibleRows: number;
  error: { code: string; hint?: string };
}

describe('the model of a finished run at work', () => {
  const folder = new Workspace();
  const state = folder.path('state');
  const file = (name: string): string[][] =>
    readFileSync(folder.path(name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
  const ask = async (...args: string[]): Promise<Answer & Pick<CliExit, 'code'>> => {
    const { stdout, code } = await runCli([...args, '--state', state, '--json']);
    return { ...(JSON.parse(stdout) as Answer), code };
  };

  beforeAll(async () => {
    folder.write('train.csv', adultRows(400));
    folder.write('holdout.csv', adultRows(200, 'holdout'));
    const chain = folder.write(
      'chain.yaml',
      `${smallChain({ rows: 200, shardRows: 200, epochs: 2 })}publish: { format: csv }\n`,
    );
    const { json } = await runCli(['run', chain, '--state', state, '--json']);
    expect(json.status).toBe('published');
    copyBundle(json.published.manifest);
    copyFileSync(json.published.files[0]!, folder.path('published.csv'));
  }, 60_000);
  afterAll(() => folder.remove());

  /** The three files of the bundle, from the store into a folder. */
  function copyBundle(manifest: string): void {
    const object = (sha256: string): string =>
      join(state, 'store', 'objects', 'sha256', sha256.slice(0, 2), sha256.slice(2));
    const { madeFrom } = JSON.parse(readFileSync(manifest, 'utf8')) as { madeFrom: { bundleSha256: string } };
    const tree = JSON.parse(readFileSync(object(madeFrom.bundleSha256), 'utf8')) as {
      files: Record<string, { sha256: string }>;
    };
    mkdirSync(folder.path('bundle'));
    for (const [name, { sha256 }] of Object.entries(tree.files))
      copyFileSync(object(sha256), folder.path('bundle', name));
  }

  it('`sample` draws the rows that the run drew, from the run and from a folder', async () => {
    const from = (out: string, ...model: string[]): Promise<Answer> =>
      ask('sample', ...model, '--rows', '200', '--seed', '7', '--out', folder.path(out));
    const [run, bundle] = await Promise.all([
      from('run.csv', 'latest'),
      from('bundle.csv', '--bundle', folder.path('bundle')),
    ]);
    expect([run.rows, bundle.rows]).toEqual([200, 200]);
    expect(file('run.csv')).toEqual(file('published.csv'));
    expect(file('bundle.csv')).toEqual(file('published.csv'));
  });

  it('`sample` keeps conditions of the command line and of a file', async () => {
    const conditions = folder.write('conditions.yaml', 'income: { shares: { "<=50K": 1, ">50K": 1 } }\nage: 17\n');
    const { rows } = await ask(
      ...['sample', 'latest', '--rows', '60', '--conditions', conditions],
      ...['--condition', 'age=30..40', '--condition', 'sex=Female', '--out', folder.path('conditioned.csv')],
    );
    expect(rows).toBe(60);
    const [header, ...cells] = file('conditioned.csv');
    const column = (name: string): string[] => cells.map((row) => row[header!.indexOf(name)]!);
    expect(column('income').filter((value) => value === '>50K')).toHaveLength(30);
    expect(new Set(column('sex'))).toEqual(new Set(['Female']));
    for (const age of column('age').map(Number)) expect(age >= 30 && age <= 40).toBe(true);
  });

  it('`impute` fills what is missing and touches nothing else; `score` finds shuffled columns less likely', async () => {
    const [header, ...rows] = file('holdout.csv');
    const age = header!.indexOf('age');
    const holes = rows.map((row, i) => row.map((cell, j) => ((i + j) % 7 === 0 && j <= 1 ? '' : cell)));
    const shuffled = rows.map((row, i) => row.map((cell, j) => rows[(i + 31 * j) % rows.length]![j] ?? cell));
    const text = (table: string[][]): string => [header!, ...table].map((row) => `${row.join(',')}\n`).join('');
    folder.write('holes.csv', text(holes));
    folder.write('shuffled.csv', text(shuffled));
    const score = (data: string): Promise<Answer> =>
      ask('score', 'latest', folder.path(data), '--out', folder.path(`score-${data}`));
    const [filled, one, real, mixed] = await Promise.all([
      ask('impute', 'latest', folder.path('holes.csv'), '--out', folder.path('filled.csv')),
      ask('impute', 'latest', folder.path('holes.csv'), '--columns', 'age', '--out', folder.path('ages.csv')),
      score('holdout.csv'),
      score('shuffled.csv'),
    ]);
    const count = (at: (j: number) => boolean): number =>
      holes.reduce((sum, row) => sum + row.filter((cell, j) => cell === '' && at(j)).length, 0);
    expect(filled).toMatchObject({ rows: 200, filled: count(() => true), missing: 0 });
    expect(one).toMatchObject({ filled: count((j) => j === age), missing: count((j) => j !== age) });
    file('filled.csv')
      .slice(1)
      .forEach((row, i) => row.forEach((cell, j) => expect(holes[i]![j] || cell).toBe(cell)));
    const scores = file('score-holdout.csv').slice(1).map(Number);
    const possible = scores.filter(Number.isFinite);
    expect(scores).toHaveLength(200);
    expect(real.impossibleRows).toBe(200 - possible.length);
    expect(real.meanLogLikelihood).toBeCloseTo(possible.reduce((a, b) => a + b, 0) / possible.length, 9);
    expect(mixed.meanLogLikelihood).toBeLessThan(real.meanLogLikelihood);
  });

  it('refuses what cannot be done, with a code', async () => {
    const out = folder.path('never.csv');
    const refused = await Promise.all([
      ask('sample', 'latest', '--rows', '5', '--condition', 'incme=x', '--out', out),
      ask('sample', 'chain/none/none', '--rows', '5', '--out', out),
      ask('score', 'latest', folder.write('other.csv', 'a,b\n1,2\n'), '--out', out),
      ask('sample', '--bundle', folder.path('state'), '--rows', '5', '--out', out),
    ]);
    expect(refused.map(({ error, code }) => [error.code, code])).toEqual([
      ['CONDITION_INVALID', 2],
      ['RUN_NOT_FOUND', 2],
      ['SOURCE_SCHEMA_MISMATCH', 2],
      ['MODEL_BUNDLE_INVALID', 1],
    ]);
    expect(existsSync(out)).toBe(false);
  });

  it('stops on an interrupt and leaves no file', async () => {
    const out = folder.path('interrupted.csv');
    const args = ['--rows', '100000000', '--out', out, '--state', state];
    const { child, exit } = startCli(['sample', 'latest', ...args]);
    const temporary = folder.path(`.interrupted.csv.${child.pid}.tmp`);
    await until('the first rows', () => existsSync(temporary));
    child.kill('SIGINT');
    const { code, stderr } = await exit;
    expect([code, existsSync(out), existsSync(temporary)]).toEqual([130, false, false]);
    expect(stderr).toContain('RUN_CANCELLED');
  });
});
