import { createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { NamespaceProbe } from '../src/namespace-probe';

/** A server that answers as gRPC does, with this status, or never. */
async function serving(
  status: () => string | null,
): Promise<{ port: number; sessions: ServerHttp2Session[]; server: Http2Server }> {
  const sessions: ServerHttp2Session[] = [];
  const server = createServer();
  server.on('session', (session) => sessions.push(session));
  server.on('stream', (stream) => {
    const answer = status();
    stream.on('error', () => undefined);
    if (answer === null) return;
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': answer }));
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, sessions, server };
}

describe('the question whether a server serves a namespace', () => {
  let status: string | null;
  let at: Awaited<ReturnType<typeof serving>>;
  let probe: NamespaceProbe;

  beforeEach(async () => {
    status = '0';
    at = await serving(() => status);
    probe = new NamespaceProbe(at.port, 'default');
  });
  afterEach(() => {
    probe.close();
    for (const session of at.sessions) session.destroy();
    at.server.close();
  });

  it('is asked over one connection, again and again', async () => {
    for (let time = 0; time < 5; time++) expect(await probe.answers(5_000)).toBe(true);
    expect(at.sessions).toHaveLength(1);
  });

  it('is asked over another connection once one was lost', async () => {
    expect(await probe.answers(5_000)).toBe(true);
    at.sessions[0]?.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await probe.answers(5_000)).toBe(true);
    expect(at.sessions).toHaveLength(2);
  });

  it('is answered with no by a refusal, by silence and by nobody, and the next time is another one', async () => {
    status = '5';
    expect(await probe.answers(5_000)).toBe(false);
    status = null;
    expect(await probe.answers(200)).toBe(false);
    status = '0';
    expect(await probe.answers(5_000)).toBe(true);
    const nobody = new NamespaceProbe(1, 'default');
    expect(await nobody.answers(1_000)).toBe(false);
    nobody.close();
  });
});
