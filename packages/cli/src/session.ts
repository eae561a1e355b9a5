import type { Client } from '@temporalio/client';
import { acquireTemporal, connectClient, ensureSearchAttributes, type TemporalTarget } from '@headwater/platform';
import { openStore, type ArtifactStore } from '@headwater/store';
import { sayNowAndThen } from './output';
import { prepareState, stateFolder, type StateFolder } from './state-folder';

/** What a command that talks to Temporal holds; close it in a finally. */
export interface Session {
  state: StateFolder;
  target: TemporalTarget;
  client: Client;
  store: ArtifactStore;
  /** Whether our search attributes are usable in this namespace. */
  searchAttributes: boolean;
  close(): Promise<void>;
}

export async function openSession(stateDir: string): Promise<Session> {
  const state = stateFolder(stateDir);
  prepareState(state);
  const store = await openStore(state.store);
  const target = await acquireTemporal({ state: state.root, onProgress: sayNowAndThen() });
  try {
    const { client, connection, close } = await connectClient(target);
    const searchAttributes = await ensureSearchAttributes(connection, target.namespace);
    return {
      state,
      target,
      client,
      store,
      searchAttributes,
      close: async () => {
        await close();
        await target.release();
      },
    };
  } catch (error) {
    await target.release();
    throw error;
  }
}
