import { createServer, type AddressInfo, type Socket } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Operator } from 'opendal';
import { downloadUri, openStore, openTarget, probeTarget, publishVersion } from '../src';
import { S3Backend } from '../src/backend/s3-backend';
import { storeKey } from '../src/keys';
import { parseLocation, type S3Location } from '../src/location';
import { objectsContract } from './support/objects-contract';
import { publishContract } from './support/publish-contract';
import { recordsContract } from './support/records-contract';
import { runChild, startChild } from './support/child';
import { keysOf, withCode, type Place } from './support/place';
import { startProxy } from './support/proxy';
import { S3_START_TIMEOUT_MS, testS3, type TestS3 } from './support/s3-server';
import { temporaryFolder } from './support/temporary-folder';

let s3: TestS3;
let places = 0;

beforeAll(async () => {
  s3 = await testS3();
}, S3_START_TIMEOUT_MS);
afterAll(() => s3.stop());

function operator(root: string): Operator {
  return new Operator('s3', {
    bucket: s3.bucket,
    root,
    endpoint: s3.endpoint,
    region: 'us-east-1',
    access_key_id: s3.key,
    secret_access_key: s3.secret,
  });
}

function freshPlace(): Place {
  // The server may serve other test files too.
  const prefix = `store-${process.pid}-${places++}`;
  return { uri: s3.uri(prefix), raw: operator(`/${prefix}`) };
}

describe('artifacts in a bucket', () => objectsContract(freshPlace));
describe('records in a bucket', () => recordsContract(freshPlace));
describe('publication to a bucket', () => publishContract(freshPlace));

describe('a bucket', () => {
  const folder = temporaryFolder();

  it('lends a temporary copy and removes it', async () => {
    const store = await openStore(freshPlace().uri);
    const ref = await store.putBytes('spec', 'text/plain', Buffer.from('x'));
    const { path, release } = await store.withLocalFile(ref);
    await release();
    await expect(store.withLocalFile({ ...ref, bytes: 2 })).rejects.toEqual(withCode('ARTIFACT_DAMAGED'));
    expect(path).toContain('headwater-');
    expect(() => writeFileSync(path, '')).toThrow('ENOENT');
  });

  it('has one winner among twenty conditional writes', async () => {
    const backend = new S3Backend(parseLocation(freshPlace().uri) as S3Location);
    const wins = Array.from({ length: 20 }, (_, n) => backend.create(storeKey('race'), Buffer.from(`writer ${n}`)));
    expect((await Promise.all(wins)).filter(Boolean)).toHaveLength(1);
  });

  it('shows nothing of an upload whose process was killed', async () => {
    const place = freshPlace();
    const path = join(folder, 'large');
    writeFileSync(path, Buffer.alloc(64 << 20, 5));
    const proxy = await startProxy(s3.endpoint);
    const child = startChild('putFile', { store: place.uri.replace(s3.endpoint, proxy.endpoint), path });
    // Two parts and a bit of the eight have gone by.
    await proxy.passed(20 << 20);
    child.process.kill('SIGKILL');
    expect((await child.ended).signal).toBe('SIGKILL');
    proxy.close();
    expect(await keysOf(place)).toEqual([]);
    const store = await openStore(place.uri);
    const ref = await store.putFile('snapshot', 'text/csv', path);
    expect(await keysOf(place)).toHaveLength(1);
    expect(await store.stat(ref)).toMatchObject({ bytes: 64 << 20 });
  });

  it('is unavailable when the connection breaks in the middle of an upload', async () => {
    const place = freshPlace();
    const proxy = await startProxy(s3.endpoint);
    const store = await openStore(place.uri.replace(s3.endpoint, proxy.endpoint));
    const put = store.putFile('snapshot', 'text/csv', join(folder, 'large'));
    const failed = expect(put).rejects.toEqual(withCode('STORE_UNAVAILABLE'));
    await proxy.passed(20 << 20);
    proxy.close();
    await failed;
    expect(await keysOf(place)).toEqual([]);
  });

  it('carries large files in bounded memory', async () => {
    const path = join(folder, 'huge');
    writeFileSync(path, Buffer.alloc(160 << 20, 9));
    const args = { store: freshPlace().uri, path, copy: join(folder, 'huge-copy') };
    const { result } = (await runChild('copyThrough', args)) as { result: number };
    expect(result).toBeGreaterThan(0);
    expect(result).toBeLessThan(130);
  });

  it('is a source of files', async () => {
    const place = freshPlace();
    await place.raw.write('deep/adult.csv', Buffer.from('age\n39\n'));
    const [base = '', options = ''] = place.uri.split('?');
    await downloadUri(`${base}/deep/adult.csv?${options}`, join(folder, 'adult.csv'));
    expect(readFileSync(join(folder, 'adult.csv'), 'utf8')).toBe('age\n39\n');
    const absent = downloadUri(`${base}/absent.csv?${options}`, join(folder, 'absent.csv'));
    await expect(absent).rejects.toEqual(withCode('SOURCE_NOT_FOUND', /absent\.csv/));
  });

  it('is said not to exist', async () => {
    const uri = s3.uri('x', 'no-such-bucket');
    await expect(openStore(uri)).rejects.toEqual(withCode('STORE_URI_INVALID', /bucket does not exist/));
    await expect(probeTarget(await openTarget(uri))).rejects.toEqual(withCode('PUBLISH_UNWRITABLE', /no-such-bucket/));
  });
});

describe('credentials', () => {
  const kept = { ...process.env };
  beforeEach(() => {
    kept['AWS_ACCESS_KEY_ID'] = process.env['AWS_ACCESS_KEY_ID'];
    kept['AWS_SECRET_ACCESS_KEY'] = process.env['AWS_SECRET_ACCESS_KEY'];
  });
  afterEach(() => {
    Object.assign(process.env, kept);
  });

  it('that are wrong are refused', async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'wrong';
    const { uri } = freshPlace();
    const refused = openStore(uri);
    await expect(refused).rejects.toEqual(withCode('STORE_DENIED', /signature/));
    await expect(refused).rejects.not.toThrow('wrong');
    const target = await openTarget(uri);
    await expect(probeTarget(target)).rejects.toEqual(withCode('PUBLISH_UNWRITABLE', /signature/));
    const published = publishVersion(target, { version: 'v1', files: [], manifest: {} });
    await expect(published).rejects.toEqual(withCode('PUBLISH_UNWRITABLE'));
  });

  it('that are absent are asked for', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    await expect(openStore(freshPlace().uri)).rejects.toEqual(withCode('STORE_DENIED', /no credentials/));
  });
});

describe('a service that fails', () => {
  it('and is not there is unavailable, which passes', async () => {
    const uri = 's3://bucket/x?endpoint=http://127.0.0.1:1';
    const refused = expect.objectContaining({ code: 'STORE_UNAVAILABLE', retryable: true }) as unknown;
    await expect(openStore(uri)).rejects.toEqual(refused);
    await expect(probeTarget(await openTarget(uri))).rejects.toEqual(refused);
  });

  it('and never answers is given up', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    const location = parseLocation(`s3://bucket/x?endpoint=http://127.0.0.1:${port}`) as S3Location;
    const backend = new S3Backend(location, { short: 200, long: 200 });
    const late = withCode('STORE_UNAVAILABLE', /within 0\.2 s/);
    await expect(backend.prepare()).rejects.toEqual(late);
    await expect(backend.read(storeKey('x'))).rejects.toEqual(late);
    await expect(backend.create(storeKey('x'), Buffer.from('x'))).rejects.toEqual(late);
    silent.close();
    for (const socket of sockets) socket.destroy();
  });

  it('for lack of space is full', async () => {
    const full = createHttpServer(507, 'InsufficientStorage');
    const { port } = await full.listening;
    const backend = new S3Backend(parseLocation(`s3://bucket/x?endpoint=http://127.0.0.1:${port}`) as S3Location);
    const failed = backend.create(storeKey('x'), Buffer.alloc(77));
    await expect(failed).rejects.toEqual(withCode('STORE_FULL', /s3:\/\/bucket\/x.*: 77 bytes/));
    full.close();
  });
});

function createHttpServer(status: number, code: string): { listening: Promise<AddressInfo>; close(): void } {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no room</Message></Error>`;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.end(
        `HTTP/1.1 ${status} X\r\ncontent-type: application/xml\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
  }).listen(0, '127.0.0.1');
  const listening = new Promise<AddressInfo>((resolve) => {
    server.once('listening', () => resolve(server.address() as AddressInfo));
  });
  return { listening, close: () => server.close() };
}
