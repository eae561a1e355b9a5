import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { HeadwaterError, isHeadwaterError, type ErrorCode } from '@headwater/contracts';
import { temporal } from '@temporalio/proto';
import type { KeyRing } from './key-ring';
import { EncryptionCodec } from './payload-codec';

/** Temporal's own limit for one message is 4 MB, a third more in base64; a page of a history holds several. */
const MOST_BYTES = 16 * 1024 * 1024;
const SLOW_MS = 30_000;
const { Payloads } = temporal.api.common.v1;

export interface CodecServerOptions {
  keys: KeyRing;
  /** Of requests without an X-Namespace header. */
  namespace: string;
  /** What a request must bring as `Authorization: Bearer TOKEN`. */
  token: string;
  /** Browser pages that may ask, such as http://127.0.0.1:8233. */
  origins: readonly string[];
  port: number;
  /** Told method, path and status of each request; never a payload. */
  log?: (line: { method: string; path: string; status: number; code?: ErrorCode }) => void;
}

/**
 * Temporal's remote codec over HTTP on 127.0.0.1: POST /encode and /decode, `{"payloads": [...]}` in protobuf's JSON.
 * The place of a payload is not part of a request, so what is bound to a workflow is decrypted for whoever has the
 * token, and what is encrypted here is bound to the namespace alone.
 *
 * @throws HeadwaterError USAGE when the port is taken
 */
export async function startCodecServer(options: CodecServerOptions): Promise<Server> {
  const server = createServer((request, response) => void serve(options, request, response));
  server.requestTimeout = SLOW_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new HeadwaterError('USAGE', `the codec server cannot listen at 127.0.0.1:${options.port}: ${cause.code}`, {
          hint: 'Choose another port with --port.',
          cause,
        }),
      ),
    );
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return server;
}

async function serve(options: CodecServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? '';
  const path = (request.url ?? '').split('?')[0] ?? '';
  const answer = (status: number, body?: object, code?: ErrorCode): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
    options.log?.({ method, path, status, ...(code === undefined ? {} : { code }) });
  };
  const refuse = (status: number, code: ErrorCode, message: string): void =>
    answer(status, { error: { code, message } }, code);
  const { origin } = request.headers;
  if (origin !== undefined) {
    if (!options.origins.includes(origin)) return refuse(403, 'CODEC_REQUEST_REFUSED', 'this origin may not ask');
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
    if (method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'POST');
      response.setHeader('access-control-allow-headers', 'authorization, content-type, x-namespace');
      return answer(204);
    }
  }
  if (path !== '/encode' && path !== '/decode')
    return refuse(404, 'CODEC_REQUEST_REFUSED', 'there are /encode and /decode');
  if (method !== 'POST') return refuse(405, 'CODEC_REQUEST_REFUSED', 'only POST is answered');
  if (!isToken(request.headers.authorization, options.token))
    return refuse(401, 'CODEC_REQUEST_REFUSED', 'the bearer token is missing or wrong');
  try {
    const payloads = parsePayloads(await bodyOf(request));
    const named = request.headers['x-namespace'];
    const codec = new EncryptionCodec({
      namespace: typeof named === 'string' && named !== '' ? named : options.namespace,
      keys: options.keys,
      mode: 'encrypt',
    });
    const done = path === '/encode' ? await codec.encode(payloads) : await codec.decode(payloads);
    answer(200, Payloads.create({ payloads: done }).toJSON());
  } catch (error) {
    if (isHeadwaterError(error)) refuse(error.message === TOO_LARGE ? 413 : 400, error.code, error.message);
    else refuse(500, 'INTERNAL', 'the request could not be answered');
  }
}

/** Of digests, which have one length: the time tells nothing of the token. */
function isToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const TOO_LARGE = `a request has more than ${MOST_BYTES} bytes`;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new HeadwaterError('CODEC_REQUEST_REFUSED', TOO_LARGE);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsePayloads(body: string): temporal.api.common.v1.IPayload[] {
  try {
    const value = JSON.parse(body) as { payloads?: unknown };
    if (!Array.isArray(value.payloads)) throw new TypeError('no payloads');
    return Payloads.fromObject(value).payloads;
  } catch {
    // Neither the parser's words nor the body are repeated: both hold what was to be secret.
    throw new HeadwaterError('CODEC_REQUEST_REFUSED', 'the body is not {"payloads": [...]} in protobuf’s JSON');
  }
}
