import type { ConnectionOptions as ClientConnectionOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';

/**
 * What both `Connection.connect` of @temporalio/client and `NativeConnection.connect` of @temporalio/worker take:
 * address, TLS, API key (a string, never a callback) and gRPC metadata.
 */
export type ConnectionOptions = Pick<ClientConnectionOptions, 'tls'> & {
  address: string;
  apiKey?: string;
  metadata?: Record<string, string>;
};

/** A Temporal server to work with, and the promise to give it back. */
export interface TemporalTarget {
  /** `host:port` of the gRPC front end. */
  address: string;
  namespace: string;
  /** `embedded`: this state folder's own server, shared by its commands. `external`: a cluster somebody else runs. */
  kind: 'embedded' | 'external';
  connectionOptions: ConnectionOptions;
  /** For every client and worker of this server: encrypts payloads, see docs/operation.md. */
  dataConverter: DataConverter;
  /** Temporal's own web page, where there is one on this machine. */
  uiUrl?: string;
  /**
   * Resolves if the embedded server is gone for good (it cannot be started again, or came back elsewhere); stays
   * pending otherwise, also while a dead server is being restarted.
   */
  lost: Promise<Error>;
  /** Gives the server back. The embedded one stops about two seconds after its last user. Safe to call twice. */
  release: () => Promise<void>;
}

export interface AcquireOptions {
  /** The state folder; the embedded server keeps its database in `<state>/temporal`. Not used with a cluster. */
  state: string;
  /** Told what takes long (a download, a build, a start); `fraction` is between 0 and 1 where it is known. */
  onProgress: (message: string, fraction?: number) => void;
  signal?: AbortSignal;
}
