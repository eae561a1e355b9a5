import { createServer, isIPv6 } from 'node:net';
import { HeadwaterError } from '@headwater/contracts';

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/;

export interface MetricsAddress {
  host: string;
  port: number;
}

/**
 * Where to serve metrics: `host:port`. Whoever can reach it learns the names of chains and how much they do, so only
 * loopback is taken unless `open`.
 *
 * @throws HeadwaterError USAGE
 */
export function metricsAddress(written: string, open = false): MetricsAddress {
  const [, host, digits] = /^(\[[0-9a-f:.]+\]|[^:]+):(\d{1,5})$/i.exec(written) ?? [];
  const port = Number(digits);
  if (host === undefined || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw new HeadwaterError('USAGE', `${JSON.stringify(written)} is no address for metrics`, {
      hint: 'Write host:port, such as 127.0.0.1:9464.',
    });
  if (!open && !LOOPBACK.test(host))
    throw new HeadwaterError('USAGE', `metrics at ${written} could be read from other machines`, {
      hint: 'Use 127.0.0.1, or say --metrics-public (HEADWATER_METRICS_PUBLIC=1) if that is meant.',
    });
  return { host: host === 'localhost' ? '127.0.0.1' : host, port };
}

/** @throws HeadwaterError USAGE when somebody else listens there */
export async function requireFree({ host, port }: MetricsAddress): Promise<void> {
  const name = host.replace(/^\[|\]$/g, '');
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new HeadwaterError('USAGE', `metrics cannot be served at ${host}:${port}: ${cause.code ?? cause.message}`, {
          hint: 'Another worker may serve its own there: give each a port.',
          cause,
        }),
      ),
    );
    probe.listen({ host: name, port, ipv6Only: isIPv6(name), exclusive: true }, () => probe.close(() => resolve()));
  });
}
