import { readJson, writeJson } from './files.mjs';

/** The job a process was started with (see runJob). */
export function readJob() {
  return readJson(process.argv[2]);
}

export function writeResult(job, result) {
  writeJson(job.result, result);
}

/** Runs `work` and measures it: { value, seconds, cpuSeconds } of wall time and of this process's processor time. */
export async function timed(work) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { value, seconds, cpuSeconds: (user + system) / 1e6 };
}

/** Most memory this process has had resident so far, in MB of 2^20 bytes. */
export function peakMB() {
  return process.resourceUsage().maxRSS / 1024;
}
