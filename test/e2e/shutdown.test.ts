import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCli, startCli } from '../harness/cli';
import { until } from '../harness/processes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

describe('SIGTERM in training', () => {
  const folder = new Workspace();
  beforeAll(() => {
    folder.write('train.csv', adultRows(2000));
    folder.write('holdout.csv', adultRows(300, 'holdout'));
    folder.write('chain.yaml', smallChain({ rows: 400, epochs: 20 }));
  });
  afterAll(() => folder.remove());

  const args = ['run', folder.path('chain.yaml'), '--state', folder.path('state'), '--json'];
  /** Checkpoints written at or after a time. */
  const checkpoints = (since: number): string[] => {
    const root = folder.path('state', 'store', 'checkpoints');
    if (!existsSync(root)) return [];
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name));
    return files.filter((path) => statSync(path).isFile() && statSync(path).mtimeMs >= since);
  };

  it('saves a checkpoint, ends, and goes on', async () => {
    const first = startCli(args);
    await until('training', () => /^train +running/m.test(first.stderr()), 120);
    await sleep(1_500);
    const asked = Date.now();
    first.child.kill('SIGTERM');
    const { code, json } = await first.exit;
    expect([code, json.error.code]).toEqual([130, 'RUN_CANCELLED']);
    expect(checkpoints(asked)).not.toEqual([]);
    const { length } = checkpoints(0);
    const second = await runCli(args);
    expect(second.json.status).toBe('published');
    expect(second.stderr).toContain(`going on with ${second.json.runId}`);
    // Cleared once the model is there, so it was this training that went on.
    expect([length > 0, checkpoints(0)]).toEqual([true, []]);
  }, 240_000);
});
