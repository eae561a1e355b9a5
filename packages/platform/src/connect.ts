import { HeadwaterError } from '@headwater/contracts';
import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import type { TemporalTarget } from './target';
import { tracedClient } from './telemetry/client-interceptors';
import { startTracing } from './telemetry/tracing';

export interface ConnectedClient {
  client: Client;
  connection: Connection;
  close: () => Promise<void>;
}

type Address = Pick<TemporalTarget, 'connectionOptions' | 'namespace' | 'dataConverter'>;

/**
 * Connects, and makes sure that the server answers for the namespace.
 *
 * @throws HeadwaterError TEMPORAL_UNAVAILABLE when there is no answer within ten seconds, or it is a refusal
 */
export async function connectClient(target: Address): Promise<ConnectedClient> {
  const { connectionOptions, namespace, dataConverter } = target;
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: '10s' }).catch(
    (cause: unknown) => {
      throw unreachable(target, cause);
    },
  );
  try {
    await connection.withDeadline(Date.now() + 10_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } catch (cause) {
    await connection.close();
    throw unreachable(target, cause);
  }
  const interceptors = await tracedClient(await startTracing('headwater'));
  const client = new Client({ connection, namespace, dataConverter, interceptors });
  return { client, connection, close: () => connection.close() };
}

function unreachable({ connectionOptions, namespace }: Address, cause: unknown): HeadwaterError {
  const said = isGrpcServiceError(cause) ? cause.details || cause.message : (cause as Error).message;
  return new HeadwaterError(
    'TEMPORAL_UNAVAILABLE',
    `The Temporal server at ${connectionOptions.address} does not answer for namespace ${namespace}: ${said}`,
    {
      hint: 'Check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and the TLS or API key settings; unset TEMPORAL_ADDRESS to use the embedded server.',
      cause,
    },
  );
}
