const { readdirSync, readFileSync } = require('node:fs');

/** A server that lost its last user ends by itself within this time. */
const GRACE_MS = 15_000;

/** Fails the run, and cleans up, when a test left a process behind. Linux only: elsewhere there is no /proc to look in. */
module.exports = async () => {
  const mark = `HEADWATER_TEST_RUN=${process.env.HEADWATER_TEST_RUN}`;
  const deadline = Date.now() + GRACE_MS;
  let left = leaked(mark);
  while (left.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    left = leaked(mark);
  }
  if (left.length === 0) return;
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  console.error(`Tests left processes running:\n${left.map(({ pid, command }) => `  ${pid} ${command}`).join('\n')}`);
  // Thrown from here, jest would not write its report.
  process.exitCode = 1;
};

function leaked(mark) {
  if (process.platform !== 'linux') return [];
  const found = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark)) continue;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
      // Jest's own workers end with it.
      if (command !== '' && !command.includes('jest-worker'))
        found.push({ pid: Number(pid), command: command.slice(0, 200) });
    } catch {
      continue; // It has ended meanwhile, or is somebody else's.
    }
  }
  return found;
}
