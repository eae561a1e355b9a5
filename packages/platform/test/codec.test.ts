import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import { dataConverterFor } from '../src/codec/data-converter';
import { addCodecKey, createCodecKeys, readCodecKeys, useCodecKey } from '../src/codec/key-file';
import { KeyRing } from '../src/codec/key-ring';
import { EncryptionCodec } from '../src/codec/payload-codec';
import { removeTemporaryFolders, temporaryFolder } from './harness';

const MARK = 'Ottilie Wildermuth';
const of = (workflowId: string, namespace = 'default'): SerializationContext => ({
  type: 'workflow',
  namespace,
  workflowId,
});
const activityOf = (workflowId: string): SerializationContext => ({
  type: 'activity',
  namespace: 'default',
  workflowId,
  activityId: '7',
  isLocal: false,
});

afterAll(removeTemporaryFolders);

function keyFile(): string {
  const file = join(temporaryFolder(), 'keys', 'codec.json');
  createCodecKeys(file);
  return file;
}

function codecOf(file: string, more: Partial<ConstructorParameters<typeof EncryptionCodec>[0]> = {}): EncryptionCodec {
  return new EncryptionCodec({ namespace: 'default', keys: new KeyRing(file), mode: 'encrypt', ...more });
}

async function encrypted(codec: EncryptionCodec, context?: SerializationContext): Promise<Payload> {
  const [payload] = await codec.encode([defaultPayloadConverter.toPayload({ name: MARK })], context);
  return payload!;
}

async function valueOf(codec: EncryptionCodec, payload: Payload, context?: SerializationContext): Promise<unknown> {
  const [plain] = await codec.decode([payload], context);
  return defaultPayloadConverter.fromPayload(plain!);
}

describe('an encrypted payload', () => {
  const file = keyFile();
  const codec = codecOf(file);

  it('shows nothing of the value or of its encoding, and differs each time', async () => {
    const [one, two] = [await encrypted(codec, of('a')), await encrypted(codec, of('a'))];
    const bytes = Buffer.concat([Buffer.from(one.data!), ...Object.values(one.metadata!).map((b) => Buffer.from(b))]);
    expect(bytes.includes(MARK)).toBe(false);
    expect(bytes.includes('json/plain')).toBe(false);
    expect(Buffer.from(one.data!).equals(Buffer.from(two.data!))).toBe(false);
    expect(await valueOf(codec, one, of('a'))).toEqual({ name: MARK });
  });

  it('is read by the activities of its workflow', async () => {
    expect(await valueOf(codec, await encrypted(codec, activityOf('a')), of('a'))).toEqual({ name: MARK });
  });

  it('is refused in another workflow, and in another namespace', async () => {
    const payload = await encrypted(codec, of('chain/one/p'));
    await expect(valueOf(codec, payload, of('chain/two/p'))).rejects.toMatchObject({ code: 'CODEC_PAYLOAD_INVALID' });
    await expect(valueOf(codec, payload, activityOf('chain/two/p'))).rejects.toMatchObject({
      code: 'CODEC_PAYLOAD_INVALID',
    });
    await expect(valueOf(codec, payload, of('chain/one/p', 'other'))).rejects.toMatchObject({
      code: 'CODEC_PAYLOAD_INVALID',
    });
  });

  it('is refused when it claims another place than the one it was made for', async () => {
    const payload = await encrypted(codec, of('chain/one/p'));
    payload.metadata!['encryption-bound-to'] = Buffer.from('chain/two/p');
    await expect(valueOf(codec, payload, of('chain/two/p'))).rejects.toMatchObject({ code: 'CODEC_PAYLOAD_INVALID' });
    payload.metadata!['encryption-bound-to'] = Buffer.from('');
    await expect(valueOf(codec, payload, of('chain/two/p'))).rejects.toMatchObject({ code: 'CODEC_PAYLOAD_INVALID' });
  });

  it('is refused with any byte of it changed, or cut off', async () => {
    const payload = await encrypted(codec, of('a'));
    const data = Buffer.from(payload.data!);
    for (let at = 0; at < data.length; at++) {
      const changed = Buffer.from(data);
      changed[at]! ^= 1;
      const promise = valueOf(codec, { ...payload, data: changed }, of('a'));
      await expect(promise).rejects.toMatchObject({ code: 'CODEC_PAYLOAD_INVALID' });
    }
    for (const cut of [0, 11, 27, data.length - 1]) {
      const promise = valueOf(codec, { ...payload, data: data.subarray(0, cut) }, of('a'));
      await expect(promise).rejects.toMatchObject({ code: 'CODEC_PAYLOAD_INVALID' });
    }
  });

  it('goes with every firing of its schedule, and with no other workflow', async () => {
    const payload = await encrypted(codec, of('tick/adult'));
    expect(await valueOf(codec, payload, of('tick/adult-2026-03-01T02:00:00Z'))).toEqual({ name: MARK });
    const answered = await encrypted(codec, of('tick/adult-2026-03-01T02:00:00Z'));
    expect(await valueOf(codec, answered, of('tick/adult-2026-03-02T02:00:00Z'))).toEqual({ name: MARK });
    await expect(valueOf(codec, payload, of('tick/other-2026-03-01T02:00:00Z'))).rejects.toThrow();
  });

  it('is bound to the namespace alone where its place is not known', async () => {
    const payload = await encrypted(codec);
    expect(await valueOf(codec, payload, of('anything'))).toEqual({ name: MARK });
    expect(await valueOf(codec, await encrypted(codec, of('a')))).toEqual({ name: MARK });
    const elsewhere = codecOf(file, { namespace: 'other' });
    await expect(valueOf(elsewhere, payload)).rejects.toMatchObject({ code: 'CODEC_PAYLOAD_INVALID' });
  });

  it('comes in plain only where that is allowed', async () => {
    const plain = defaultPayloadConverter.toPayload('started before');
    expect(await valueOf(codec, plain, of('a'))).toBe('started before');
    const strict = codecOf(file, { strict: true });
    await expect(valueOf(strict, plain, of('a'))).rejects.toMatchObject({ code: 'CODEC_PAYLOAD_INVALID' });
  });
});

describe('keys', () => {
  it('are made once, for their owner alone', () => {
    const file = keyFile();
    const before = readFileSync(file, 'utf8');
    createCodecKeys(file);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('rotate under a running process: the new one encrypts, the old one still decrypts', async () => {
    const file = keyFile();
    const running = codecOf(file);
    const old = await encrypted(running, of('a'));
    const id = addCodecKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const fresh = await encrypted(codecOf(file), of('a'));
    expect(Buffer.from(fresh.metadata!['encryption-key-id']!).toString()).toBe(id);
    // The running process has not looked again, and learns of the key by meeting it.
    expect(await valueOf(running, fresh, of('a'))).toEqual({ name: MARK });
    expect(await valueOf(running, old, of('a'))).toEqual({ name: MARK });
    const next = await encrypted(running, of('a'));
    expect(Buffer.from(next.metadata!['encryption-key-id']!).toString()).toBe(id);
  });

  it('go on serving when their file is damaged under a running process', async () => {
    const file = keyFile();
    const running = codecOf(file);
    const old = await encrypted(running, of('a'));
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, 20));
    const stranger = await encrypted(codecOf(keyFile()), of('a'));
    await expect(valueOf(running, stranger, of('a'))).rejects.toMatchObject({ code: 'CODEC_KEY_MISSING' });
    expect(await valueOf(running, old, of('a'))).toEqual({ name: MARK });
    expect(await valueOf(running, await encrypted(running, of('a')), of('a'))).toEqual({ name: MARK });
    expect(() => addCodecKey(file)).toThrow(expect.objectContaining({ code: 'CODEC_KEYS_INVALID' }));
    expect(readFileSync(file)).toEqual(whole.subarray(0, 20));
  });

  it('can be added first and used later', () => {
    const file = keyFile();
    const { active } = readCodecKeys(file);
    const id = addCodecKey(file, true);
    expect(readCodecKeys(file)).toMatchObject({ active });
    useCodecKey(file, id);
    expect(readCodecKeys(file)).toMatchObject({ active: id });
    expect(() => useCodecKey(file, 'k-none')).toThrow(expect.objectContaining({ code: 'CODEC_KEY_MISSING' }));
  });

  it('that are not here are named, and nothing is answered', async () => {
    const payload = await encrypted(codecOf(keyFile()), of('a'));
    await expect(valueOf(codecOf(keyFile()), payload, of('a'))).rejects.toMatchObject({
      code: 'CODEC_KEY_MISSING',
      message: expect.stringContaining(Buffer.from(payload.metadata!['encryption-key-id']!).toString()) as string,
    });
  });

  it.each([
    ['no JSON', 'SECRETSECRET'],
    ['no version', '{"active":"a","keys":{}}'],
    ['an active key that is not there', '{"version":1,"active":"b","keys":{}}'],
    ['a short key', '{"version":1,"active":"a","keys":{"a":"SECRETSECRET"}}'],
  ])('in a file with %s cannot be used, and are not quoted', (_, text) => {
    const folder = temporaryFolder();
    const file = join(folder, 'codec.json');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, new Date(), new Date());
    expect(() => readCodecKeys(file)).toThrow(expect.objectContaining({ code: 'CODEC_KEYS_INVALID' }));
    expect(() => readCodecKeys(file)).not.toThrow(/SECRET/);
  });
});

describe('the data converter of a place', () => {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of ['HEADWATER_CODEC', 'HEADWATER_CODEC_KEYS']) delete process.env[name];
    Object.assign(process.env, before);
  });
  const codecsIn = (kind: 'embedded' | 'external', state = temporaryFolder()): number =>
    (dataConverterFor({ kind, namespace: 'default', state }).payloadCodecs ?? []).filter(
      (codec) => codec instanceof EncryptionCodec,
    ).length;

  it('encrypts with the embedded server, and elsewhere when keys are named', () => {
    delete process.env['HEADWATER_CODEC'];
    expect(codecsIn('embedded')).toBe(1);
    expect(codecsIn('external')).toBe(0);
    process.env['HEADWATER_CODEC_KEYS'] = keyFile();
    expect(codecsIn('external')).toBe(1);
    process.env['HEADWATER_CODEC_KEYS'] = '/nowhere/keys.json';
    expect(() => codecsIn('external')).toThrow(expect.objectContaining({ code: 'CODEC_KEYS_INVALID' }));
  });

  it('without keys names what is encrypted, and lets the rest pass', async () => {
    const [codec] = dataConverterFor({ kind: 'external', namespace: 'default', state: '/nowhere' }).payloadCodecs!;
    const plain = defaultPayloadConverter.toPayload(MARK);
    expect(await codec!.decode(await codec!.encode([plain]))).toEqual([plain]);
    const payload = await encrypted(codecOf(keyFile()), of('a'));
    await expect(codec!.decode([plain, payload])).rejects.toMatchObject({ code: 'CODEC_KEY_MISSING' });
  });

  it('off makes no key, and reads what was encrypted before', async () => {
    const state = temporaryFolder();
    process.env['HEADWATER_CODEC'] = 'off';
    expect(codecsIn('embedded', state)).toBe(0);
    process.env['HEADWATER_CODEC'] = 'on';
    const [on] = dataConverterFor({ kind: 'embedded', namespace: 'default', state }).payloadCodecs!;
    const [payload] = await on!.encode([defaultPayloadConverter.toPayload(MARK)], of('a'));
    process.env['HEADWATER_CODEC'] = 'off';
    const [off] = dataConverterFor({ kind: 'embedded', namespace: 'default', state }).payloadCodecs!;
    expect(defaultPayloadConverter.fromPayload((await off!.decode([payload!], of('a')))[0]!)).toBe(MARK);
    const plain = defaultPayloadConverter.toPayload(MARK);
    expect(await off!.encode([plain], of('a'))).toEqual([plain]);
  });

  it('refuses other words, and strict without keys on a cluster', () => {
    process.env['HEADWATER_CODEC'] = 'maybe';
    expect(() => codecsIn('embedded')).toThrow(expect.objectContaining({ code: 'USAGE' }));
    process.env['HEADWATER_CODEC'] = 'strict';
    expect(() => codecsIn('external')).toThrow(expect.objectContaining({ code: 'CODEC_KEY_MISSING' }));
  });
});
