import { HeadwaterError } from '@headwater/contracts';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ConnectionOptions } from './target';

export interface ExternalCluster {
  namespace: string;
  connectionOptions: ConnectionOptions;
}

/**
 * The existing cluster that the environment names, or undefined when it names none: `TEMPORAL_ADDRESS`, or a profile
 * with an address in Temporal's configuration file (`TEMPORAL_PROFILE`, `TEMPORAL_CONFIG_FILE`). Namespace, TLS files,
 * API key and metadata come from the same place, by the rules of @temporalio/envconfig.
 *
 * @throws HeadwaterError TEMPORAL_UNAVAILABLE when the configuration cannot be read
 */
export function findExternalCluster(env: NodeJS.ProcessEnv = process.env): ExternalCluster | undefined {
  const config = readConfig(env);
  const { address, tls, apiKey, metadata } = config.connectionOptions;
  if (address === undefined || address === '') return undefined;
  const connectionOptions: ConnectionOptions = { address };
  if (tls !== undefined) connectionOptions.tls = tls;
  if (typeof apiKey === 'string') connectionOptions.apiKey = apiKey;
  if (metadata !== undefined) connectionOptions.metadata = metadata;
  return { namespace: config.namespace ?? 'default', connectionOptions };
}

/** The part of envconfig's answer that is used; its own type needs the worker package. */
interface ConnectConfig {
  namespace?: string;
  connectionOptions: Partial<ConnectionOptions>;
}

function readConfig(env: NodeJS.ProcessEnv): ConnectConfig {
  const overrideEnvVars: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) overrideEnvVars[name] = value;
  try {
    return loadClientConnectConfig({ overrideEnvVars }) as ConnectConfig;
  } catch (cause) {
    throw new HeadwaterError(
      'TEMPORAL_UNAVAILABLE',
      `Temporal's configuration cannot be read: ${(cause as Error).message}`,
      {
        hint: 'Check TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE and the files named by TEMPORAL_TLS_*, or unset them to use the embedded server.',
        cause,
      },
    );
  }
}
