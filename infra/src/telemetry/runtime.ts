import { Runtime, type TelemetryOptions } from '@temporalio/worker';
import { jsonLogger } from './json-log';
import type { MetricsAddress } from './metrics-address';

/** Bounds of our histogram, seconds: from a small shard to a day of training. */
const STAGE_SECONDS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 7_200, 28_800, 86_400];

/**
 * Sets up the SDK of this process, once, before anything of it is used: logs as JSON lines, the native side's too, and
 * metrics for Prometheus where an address is given.
 */
export function installRuntime(metrics: MetricsAddress | undefined): Runtime {
  const telemetryOptions: TelemetryOptions = { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } };
  if (metrics !== undefined) {
    telemetryOptions.metrics = {
      prometheus: {
        bindAddress: `${metrics.host}:${metrics.port}`,
        countersTotalSuffix: true,
        useSecondsForDurations: true,
        histogramBucketOverrides: { headwater_stage_seconds: STAGE_SECONDS },
      },
    };
  }
  return Runtime.install({
    logger: jsonLogger((line) => process.stderr.write(line)),
    telemetryOptions,
    // Signals are the command's: it saves and releases what it holds.
    shutdownSignals: [],
  });
}
