import type { Server } from 'node:http';
import { join } from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { startCodecServer } from '../src/codec/codec-server';
import { createCodecKeys } from '../src/codec/key-file';
import { KeyRing } from '../src/codec/key-ring';
import { EncryptionCodec } from '../src/codec/payload-codec';
import { freePort } from '../src/keeper/ports';
import { removeTemporaryFolders, temporaryFolder } from './harness';

const { Payloads } = temporal.api.common.v1;
const TOKEN = 'a-token-of-some-length';
const PAGE = 'http://127.0.0.1:8233';
const MARK = 'Ottilie Wildermuth';

describe('the codec server', () => {
  const lines: object[] = [];
  let server: Server;
  let url: string;
  let port: number;
  let keys: KeyRing;

  beforeAll(async () => {
    const file = join(temporaryFolder(), 'codec.json');
    createCodecKeys(file);
    keys = new KeyRing(file);
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const log = (line: object): number => lines.push(line);
    server = await startCodecServer({ keys, namespace: 'default', token: TOKEN, origins: [PAGE], port, log });
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    removeTemporaryFolders();
  });

  const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    });
  const codeOf = async (response: Response): Promise<string> =>
    ((await response.json()) as { error: { code: string } }).error.code;
  const plain = (): string =>
    JSON.stringify(Payloads.create({ payloads: [defaultPayloadConverter.toPayload(MARK)] }).toJSON());

  it('decrypts what a workflow wrote, and what it encrypted itself', async () => {
    const codec = new EncryptionCodec({ namespace: 'default', keys, mode: 'encrypt' });
    const context = { type: 'workflow', namespace: 'default', workflowId: 'a' } as const;
    const payloads = await codec.encode([defaultPayloadConverter.toPayload(MARK)], context);
    const written = JSON.stringify(Payloads.create({ payloads }).toJSON());
    for (const body of [written, await (await post('/encode', plain())).text()]) {
      expect(body).not.toContain(Buffer.from(MARK).toString('base64').slice(0, 20));
      const answer = await post('/decode', body, { origin: PAGE });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
      const [payload] = Payloads.fromObject((await answer.json()) as object).payloads;
      expect(defaultPayloadConverter.fromPayload(payload!)).toBe(MARK);
    }
    const elsewhere = await post('/decode', written, { 'x-namespace': 'other' });
    expect([elsewhere.status, await codeOf(elsewhere)]).toEqual([400, 'CODEC_PAYLOAD_INVALID']);
  });

  it.each([[''], ['Bearer wrong'], [TOKEN], [`Bearer ${TOKEN}x`]])('refuses the authorization %j', async (given) => {
    const answer = await post('/decode', plain(), { authorization: given });
    expect([answer.status, await codeOf(answer)]).toEqual([401, 'CODEC_REQUEST_REFUSED']);
  });

  it('refuses pages of other origins, and lets its own ask beforehand', async () => {
    const other = await post('/decode', plain(), { origin: 'http://127.0.0.1:9999' });
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const asked = await fetch(`${url}/decode`, { method: 'OPTIONS', headers: { origin: PAGE } });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'authorization, content-type, x-namespace',
    ]);
  });

  it('refuses other paths, methods, bodies and too many bytes', async () => {
    expect((await post('/', plain())).status).toBe(404);
    expect((await fetch(`${url}/decode`)).status).toBe(405);
    for (const body of ['', '{}', 'null', `{"payloads":"${MARK}"}`, '{"payloads":[3]}']) {
      const answer = await post('/decode', body);
      const text = await answer.text();
      expect([answer.status, text.includes(MARK)]).toEqual([400, false]);
    }
    const large = await post('/decode', ' '.repeat(17 * 1024 * 1024)).catch(() => null);
    // The connection may be closed before the whole of it was sent.
    if (large !== null) expect(large.status).toBe(413);
  });

  it('listens on loopback alone, where nobody else does, and logs no payload', async () => {
    expect(server.address()).toMatchObject({ address: '127.0.0.1' });
    const taken = startCodecServer({ keys, namespace: 'default', token: TOKEN, origins: [], port });
    await expect(taken).rejects.toMatchObject({ code: 'USAGE' });
    expect(lines.length).toBeGreaterThan(5);
    expect(JSON.stringify(lines)).not.toContain(MARK);
    expect(Object.keys(Object.assign({}, ...lines) as object).sort()).toEqual(['code', 'method', 'path', 'status']);
  });
});
