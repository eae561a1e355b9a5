import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { TasksUnderWay } from '../src/tasks-under-way';

describe('tasks under way', () => {
  const root = mkdtempSync(join(tmpdir(), 'headwater-tasks-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const left = (name: string, ...tokens: string[]): void => {
    mkdirSync(join(root, name));
    for (const token of tokens) writeFileSync(join(root, name, token), token);
  };
  const taken = (tasks: TasksUnderWay): string[] => tasks.takeOrphans().map((token) => Buffer.from(token).toString());

  it('of dead workers of this machine are taken once; those of others are left', () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    left(`${hostname()}-${dead}`, 'a', 'b');
    left(`${hostname()}-${process.pid}`, 'of a predecessor with this number');
    left(`${hostname()}-${process.ppid}`, 'of a living one');
    left(`elsewhere-${dead}`, 'of another machine');
    const tasks = new TasksUnderWay(root);
    expect(taken(tasks).sort()).toEqual(['a', 'b', 'of a predecessor with this number']);
    expect(taken(tasks)).toEqual([]);
    expect(readdirSync(root).sort()).toEqual(
      [`${hostname()}-${process.ppid}`, `${hostname()}-${process.pid}`, `elsewhere-${dead}`].sort(),
    );
  });

  it('are remembered while they run, whatever becomes of them', async () => {
    const tasks = new TasksUnderWay(root);
    tasks.takeOrphans();
    const own = join(root, `${hostname()}-${process.pid}`);
    const { inbound } = tasks.interceptor({ info: { taskToken: Buffer.from('token') } });
    let seen = 0;
    const task = inbound!.execute!({ args: [], headers: {} }, () => {
      seen = readdirSync(own).length;
      return Promise.reject(new Error('failed'));
    });
    await expect(task).rejects.toThrow('failed');
    expect([seen, readdirSync(own)]).toEqual([1, []]);
    tasks.close();
    expect(existsSync(own)).toBe(false);
    // Its folder gone, a task still runs.
    await expect(inbound!.execute!({ args: [], headers: {} }, () => Promise.resolve(1))).resolves.toBe(1);
  });
});
