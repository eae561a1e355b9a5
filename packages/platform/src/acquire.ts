import { obtainCli } from './cli/obtain';
import { connectClient } from './connect';
import { Lease } from './embedded/lease';
import { dataConverterFor } from './codec/data-converter';
import { openServerFolder } from './embedded/state-folder';
import { NAMESPACE } from './embedded/namespace';
import { type ExternalCluster, findExternalCluster } from './external';
import type { AcquireOptions, TemporalTarget } from './target';

/**
 * A Temporal server to work with: the cluster that the environment names, else the embedded server of the state folder,
 * which is started if none of its commands has done so yet.
 *
 * @throws HeadwaterError TEMPORAL_UNAVAILABLE, STATE_UNWRITABLE; or the reason of the aborted signal
 */
export async function acquireTemporal(options: AcquireOptions): Promise<TemporalTarget> {
  options.signal?.throwIfAborted();
  const cluster = findExternalCluster();
  return cluster === undefined ? acquireEmbedded(options) : acquireExternal(cluster, options.state);
}

async function acquireExternal(
  { namespace, connectionOptions }: ExternalCluster,
  state: string,
): Promise<TemporalTarget> {
  const dataConverter = dataConverterFor({ kind: 'external', namespace, state });
  const probe = await connectClient({ namespace, connectionOptions, dataConverter });
  await probe.close();
  return {
    kind: 'external',
    address: connectionOptions.address,
    namespace,
    connectionOptions,
    dataConverter,
    lost: new Promise(() => undefined),
    release: () => Promise.resolve(),
  };
}

async function acquireEmbedded({ state, onProgress, signal }: AcquireOptions): Promise<TemporalTarget> {
  const at = openServerFolder(state);
  const abort = signal === undefined ? {} : { signal };
  const findCli = async (): Promise<string> => {
    const path = await obtainCli(process.env, { onProgress, ...abort });
    onProgress('Starting the embedded Temporal server');
    return path;
  };
  const dataConverter = dataConverterFor({ kind: 'embedded', namespace: NAMESPACE, state });
  const { lease, server } = await Lease.take({ at, findCli, ...abort });
  return {
    kind: 'embedded',
    address: server.address,
    namespace: server.namespace,
    connectionOptions: { address: server.address },
    dataConverter,
    uiUrl: server.uiUrl,
    lost: lease.lost,
    release: () => lease.release(),
  };
}
