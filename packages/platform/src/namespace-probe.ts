import { connect, constants, type ClientHttp2Session } from 'node:http2';

const PATH = '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace';

/** As NamespaceProbe, once. */
export async function namespaceAnswers(port: number, namespace: string, timeoutMs: number): Promise<boolean> {
  const probe = new NamespaceProbe(port, namespace);
  try {
    return await probe.answers(timeoutMs);
  } finally {
    probe.close();
  }
}

/**
 * Asks the server on 127.0.0.1:port for DescribeNamespace: whether the front end serves, the namespace exists and the
 * database can be read. Hand-made gRPC calls over http2, so that the keeper does without the gRPC stack (30 MB of
 * resident memory), and over one connection as long as it lasts: each new one leaves some native memory behind.
 */
export class NamespaceProbe {
  private session: ClientHttp2Session | undefined;

  constructor(
    private readonly port: number,
    private readonly namespace: string,
  ) {}

  answers(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const session = this.connected();
      let finished = false;
      const finish = (answer: boolean): void => {
        if (finished) return;
        finished = true;
        clearTimeout(timer);
        session.off('error', onLost);
        // What did not answer once may be half dead: the next question goes over a connection of its own.
        if (!answer) this.close();
        resolve(answer);
      };
      const onLost = (): void => finish(false);
      const timer = setTimeout(onLost, timeoutMs);
      session.on('error', onLost);
      const request = session.request({
        [constants.HTTP2_HEADER_METHOD]: 'POST',
        [constants.HTTP2_HEADER_PATH]: PATH,
        [constants.HTTP2_HEADER_CONTENT_TYPE]: 'application/grpc',
        [constants.HTTP2_HEADER_TE]: 'trailers',
      });
      const onHeaders = (headers: NodeJS.Dict<string | string[] | number>): void => {
        const status = headers['grpc-status'];
        if (status !== undefined) finish(status === '0');
      };
      // A failed call answers with headers alone, a good one ends with trailers.
      request.on('response', onHeaders);
      request.on('trailers', onHeaders);
      request.on('error', onLost);
      request.on('close', onLost);
      request.resume();
      request.end(frame(describeNamespaceRequest(this.namespace)));
    });
  }

  close(): void {
    this.session?.destroy();
    this.session = undefined;
  }

  private connected(): ClientHttp2Session {
    if (this.session === undefined || this.session.closed || this.session.destroyed) {
      this.session = connect(`http://127.0.0.1:${this.port}`);
      // Between two questions nobody listens: the next one finds the session destroyed.
      this.session.on('error', () => undefined);
    }
    return this.session;
  }
}

/** Protobuf: field 1 (`namespace`), length-delimited. Names are at most 255 bytes, here below 128: a one-byte length. */
function describeNamespaceRequest(namespace: string): Buffer {
  const name = Buffer.from(namespace);
  return Buffer.concat([Buffer.from([0x0a, name.length]), name]);
}

/** gRPC's length-prefixed message: a zero for "not compressed", then the length, big-endian. */
function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
