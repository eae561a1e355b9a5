import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startCli } from '../harness/cli';
import { until } from '../harness/processes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

describe('SIGTERM in training', () => {
  const folder = new Workspace();
  beforeAll(() => {
    folder.write('train.csv', adultRows(400));
    folder.write('holdout.csv', adultRows(100, 'holdout'));
    // More than anybody waits for: on no machine is it over when the signal comes.
    folder.write('chain.yaml', smallChain({ epochs: 100_000 }));
  });
  afterAll(() => folder.remove());

  const args = ['run', folder.path('chain.yaml'), '--state', folder.path('state'), '--json'];
  /** Sequences of the checkpoints written at or after a time; a training that begins anew begins with 1. */
  const checkpoints = (since: number): number[] => {
    const root = folder.path('state', 'store', 'checkpoints');
    const names = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
    return names
      .filter((name) => /\/\d{12}-[0-9a-f]{64}$/.test(name) && statSync(join(root, name)).mtimeMs >= since)
      .map((name) => Number(name.slice(name.lastIndexOf('/') + 1, name.lastIndexOf('-'))))
      .sort((a, b) => a - b);
  };
  const saved = (since: number): Promise<number[]> =>
    until('a checkpoint', () => checkpoints(since).length > 0 && checkpoints(since), 300);

  it('saves a checkpoint, ends, and goes on from there', async () => {
    const first = startCli(args);
    // By the clock, two seconds and more apart: the next one is the signal's.
    const [before] = await saved(0);
    const asked = Date.now();
    first.child.kill('SIGTERM');
    const { code, json } = await first.exit;
    expect([code, json.error.code]).toEqual([130, 'RUN_CANCELLED']);
    const [last] = checkpoints(asked).slice(-1);
    expect(last).toBeGreaterThan(before!);

    const again = Date.now();
    const second = startCli(args);
    const [next] = await saved(again);
    expect(second.stderr()).toMatch(/^going on with chain\/small\//m);
    expect(next).toBe(last! + 1);
    second.child.kill('SIGTERM');
    expect((await second.exit).code).toBe(130);
  }, 700_000);
});
