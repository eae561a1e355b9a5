/**
 * Preloaded into every process of an installation; in a worker it writes the delay of the event loop to the file named in
 * the environment, one line every five seconds: { seconds since 1970, mean, p99, max } in milliseconds.
 */
const log = process.env.HEADWATER_EVENT_LOOP_LOG;
if (log !== undefined && /main\.js$/.test(process.argv[1] ?? '') && process.argv[2] === 'worker') {
  const { appendFileSync } = require('node:fs');
  const { monitorEventLoopDelay } = require('node:perf_hooks');
  const RESOLUTION_MS = 10;
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const milliseconds = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  setInterval(() => {
    const [mean, p99, max] = [delay.mean, delay.percentile(99), delay.max].map(milliseconds);
    delay.reset();
    appendFileSync(log, `${JSON.stringify({ at: Date.now() / 1000, mean, p99, max })}\n`);
  }, 5000).unref();
}
