/**
 * For child processes: ends this process when its parent is gone, however it went (kill -9 included).
 *
 * `ipc`: the child was started with an IPC channel (`fork`, or stdio 'ipc'); the kernel closes it with the parent.
 * `stdin`: the child's standard input is a pipe held open by the parent; its end means the parent is gone. The process
 * must not read standard input for anything else.
 *
 * `stop` may clean up first; without it the process exits at once with code 0.
 */
export function stopWithParent(channel: 'ipc' | 'stdin' = 'ipc', stop: () => void = () => process.exit(0)): void {
  let stopped = false;
  const once = (): void => {
    if (stopped) return;
    stopped = true;
    stop();
  };
  if (channel === 'ipc') {
    // The parent may have gone before this line ran.
    if (process.connected) process.once('disconnect', once);
    else setImmediate(once);
    return;
  }
  process.stdin.once('end', once);
  process.stdin.once('close', once);
  process.stdin.once('error', once);
  process.stdin.resume();
}
