import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MetricMeter } from '@temporalio/common';

const EVERY_MS = 5_000;
const NANOSECONDS = 1e9;

/** Memory of the worker and of its stage hosts, and how late the event loop comes; until `stop` is called. */
export function processMetrics(meter: MetricMeter, hosts: () => readonly number[]): { stop(): void } {
  const worker = meter.createGauge('headwater_worker_resident_bytes', 'int', 'By', 'Resident memory of the worker');
  const hosted = meter.createGauge('headwater_hosts_resident_bytes', 'int', 'By', 'Resident memory of all stage hosts');
  const count = meter.createGauge('headwater_hosts', 'int', '1', 'Stage hosts that live');
  const late = meter.createGauge(
    'headwater_event_loop_delay_seconds',
    'float',
    's',
    'Event loop delay of the last seconds',
  );
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const measure = (): void => {
    const pids = hosts();
    worker.set(process.memoryUsage.rss());
    count.set(pids.length);
    hosted.set(pids.reduce((sum, pid) => sum + residentBytes(pid), 0));
    if (delay.count > 0) {
      late.set(delay.percentile(50) / NANOSECONDS, { quantile: '0.5' });
      late.set(delay.percentile(99) / NANOSECONDS, { quantile: '0.99' });
      late.set(delay.max / NANOSECONDS, { quantile: '1' });
    }
    delay.reset();
  };
  measure();
  const timer = setInterval(measure, EVERY_MS);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/** proc(5); 0 on systems without /proc, and for a process that has just ended. */
function residentBytes(pid: number): number {
  try {
    const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kib ?? 0) * 1024;
  } catch {
    return 0;
  }
}
