import { isGone, start, until } from './harness';

test.each(['ipc', 'stdin'])('a child ends with its killed parent (%s)', async (channel) => {
  const { child, line } = await start('parent.cjs', [channel]);
  const pid = Number(line);
  expect(isGone(pid)).toBe(false);
  child.kill('SIGKILL');
  await until('the child has ended', () => isGone(pid), 5_000);
});
