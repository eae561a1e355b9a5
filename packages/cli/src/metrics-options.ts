import { Option } from 'commander';

/** Of `worker`, and of the commands that keep one. */
export interface MetricsOptions {
  metrics?: string;
  metricsPublic?: boolean;
}

export const metricsAt = (): Option =>
  new Option('--metrics <host:port>', 'serve metrics for Prometheus, such as at 127.0.0.1:9464').env(
    'HEADWATER_METRICS',
  );
export const metricsPublic = (): Option =>
  new Option('--metrics-public', 'let --metrics be an address that other machines reach').env(
    'HEADWATER_METRICS_PUBLIC',
  );

/**
 * The arguments by which a worker process is told the same, checked before it is started.
 *
 * @throws HeadwaterError USAGE
 */
export async function metricsArguments({ metrics, metricsPublic }: MetricsOptions): Promise<string[]> {
  if (metrics === undefined) return [];
  // The worker's libraries come along: only who serves metrics pays for them here.
  const { metricsAddress, requireFree } = await import('@headwater/infra');
  await requireFree(metricsAddress(metrics, metricsPublic === true));
  return ['--metrics', metrics, ...(metricsPublic === true ? ['--metrics-public'] : [])];
}
