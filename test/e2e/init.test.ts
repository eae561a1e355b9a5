import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { REPOSITORY, runCli } from '../harness/cli';
import { Workspace, adultRows } from '../harness/workspace';

describe('from a data file to a published table', () => {
  const folder = new Workspace();
  beforeAll(() => {
    folder.write('people.csv', adultRows(800));
    folder.write('people_holdout.csv', adultRows(300, 'holdout'));
  });
  afterAll(() => folder.remove());

  it('`npx headwater` answers in the checkout', async () => {
    const { stdout } = await promisify(execFile)('npx', ['--no-install', 'headwater', '--version'], {
      cwd: REPOSITORY,
    });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+/m);
  }, 60_000);

  it('`init` writes a chain that runs as it is', async () => {
    const chain = folder.path('chain.yaml');
    const args = [folder.path('people.csv'), '--holdout', folder.path('people_holdout.csv'), '--target', 'income'];
    const written = await runCli(['init', ...args, '--out', chain, '--json']);
    expect(written.stderr).toBe('');
    const { json } = await runCli(['run', chain, '--state', folder.path('state'), '--json']);
    expect(json.error).toBeUndefined();
    expect(json.status).toBe('published');
    expect(json.published.rows).toBe(800);
  }, 120_000);

  it('`init` refuses a target that is no column, and a file that is there already', async () => {
    const data = folder.path('people.csv');
    const noColumn = await runCli(['init', data, '--target', 'incme', '--out', folder.path('a.yaml'), '--json']);
    expect(noColumn.json.error.code).toBe('SPEC_COLUMN_UNKNOWN');
    folder.write('b.yaml', 'mine');
    const there = await runCli(['init', data, '--out', folder.path('b.yaml'), '--json']);
    expect([there.json.error.code, there.code]).toEqual(['USAGE', 2]);
  }, 60_000);
});
