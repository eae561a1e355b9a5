import { connect, constants } from 'node:http2';

const PATH = '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace';

/**
 * Whether the server on 127.0.0.1:port answers DescribeNamespace for this namespace: the front end serves, the
 * namespace exists and the database can be read. One hand-made gRPC call over http2, so that the keeper does without
 * the gRPC stack (30 MB of resident memory).
 */
export function namespaceAnswers(port: number, namespace: string, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://127.0.0.1:${port}`);
    const finish = (answer: boolean): void => {
      clearTimeout(timer);
      session.destroy();
      resolve(answer);
    };
    const timer = setTimeout(finish, timeoutMs, false);
    session.on('error', () => finish(false));
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
    request.on('error', () => finish(false));
    request.on('close', () => finish(false));
    request.resume();
    request.end(frame(describeNamespaceRequest(namespace)));
  });
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
