import { toErrorRecord } from '@headwater/contracts';
import { openStore, openTarget, publishVersion, type PublishRequest } from '../../src';

/** What the child processes of the tests do. Each answers with one line of JSON; an error is an answer too. */
const COMMANDS: Record<string, (args: never) => Promise<unknown>> = {
  async putFile({ store, path }: { store: string; path: string }) {
    return (await openStore(store)).putFile('snapshot', 'text/csv', path);
  },
  async putBytes({ store, bytes }: { store: string; bytes: number }) {
    return (await openStore(store)).putBytes('snapshot', 'text/csv', Buffer.alloc(bytes, 1));
  },
  async saveCheckpoint({ store, key, bytes }: { store: string; key: string; bytes: number }) {
    return (await openStore(store)).checkpoints.save(key, 2, Buffer.alloc(bytes, 1));
  },
  async getFile({ store, ref, path }: { store: string; ref: { sha256: string; bytes: number }; path: string }) {
    return (await openStore(store)).getFile(ref, path);
  },
  async publish({ target, request }: { target: string; request: PublishRequest }) {
    return publishVersion(await openTarget(target), request);
  },
  /** Copies in and out and tells by how many MiB resident memory grew at most. */
  async copyThrough({ store, path, copy }: { store: string; path: string; copy: string }) {
    const opened = await openStore(store);
    await opened.putBytes('snapshot', 'text/csv', new Uint8Array(1));
    // Not the peak that getrusage(2) tells: a child begins with its parent's.
    const before = process.memoryUsage.rss();
    let peak = before;
    const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
    await opened.getFile(await opened.putFile('snapshot', 'text/csv', path), copy);
    clearInterval(sampling);
    return (peak - before) / 2 ** 20;
  },
};

async function main([command = '', args = '{}']: string[]): Promise<void> {
  const work = COMMANDS[command];
  if (work === undefined) throw new Error(`no command ${command}`);
  try {
    console.log(JSON.stringify({ result: (await work(JSON.parse(args) as never)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: toErrorRecord(error) }));
  }
}

void main(process.argv.slice(2));
