import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Proxy {
  endpoint: string;
  /** Resolves when this many bytes have gone to the server. */
  passed(bytes: number): Promise<void>;
  /** Breaks all connections and takes no more. */
  close(): void;
}

/** A relay before a server, to know how far a client got and to cut it off. */
export async function startProxy(endpoint: string): Promise<Proxy> {
  const { hostname, port } = new URL(endpoint);
  const sockets = new Set<Socket>();
  let count = 0;
  let told = { at: Infinity, tell: () => undefined as void };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
    client.on('data', (chunk) => {
      count += chunk.length;
      if (count >= told.at) told.tell();
    });
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed: (bytes) => new Promise((resolve) => (told = { at: bytes, tell: resolve })),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
