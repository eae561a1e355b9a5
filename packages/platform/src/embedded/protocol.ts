import type { Socket } from 'node:net';
import type { ErrorRecord } from '@headwater/contracts';

/** Raised when the messages change, so that a command and a keeper of different versions refuse each other. */
export const PROTOCOL = 1;

/**
 * What the keeper tells its lease holders, one JSON object a line. They tell it nothing: an open connection is a lease,
 * and the kernel closes it with the process.
 */
export type KeeperMessage =
  | { kind: 'starting'; protocol: number }
  | { kind: 'ready'; protocol: number; address: string; namespace: string; uiUrl: string }
  /** The server died and is being started again on the same port. */
  | { kind: 'down'; reason: string }
  | { kind: 'failed'; error: ErrorRecord };

export function sendMessage(socket: Socket, message: KeeperMessage): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

export function onMessages(socket: Socket, handle: (message: KeeperMessage) => void): void {
  let pending = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) handle(JSON.parse(line) as KeeperMessage);
  });
}
