import { join, resolve } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import type { DataConverter } from '@temporalio/common';
import { createCodecKeys } from './key-file';
import { KeyRing } from './key-ring';
import { NoKeysCodec } from './no-keys-codec';
import { EncryptionCodec } from './payload-codec';

export interface CodecPlace {
  kind: 'embedded' | 'external';
  namespace: string;
  /** State folder. */
  state: string;
}

const MODES = ['on', 'off', 'strict'] as const;
type Mode = (typeof MODES)[number];

/**
 * The one data converter of clients and workers. With the embedded server payloads are encrypted unless HEADWATER_CODEC
 * is `off`, by a key that is made on first use; on other clusters when HEADWATER_CODEC_KEYS names the keys that all
 * machines share. Where keys are at hand, what was encrypted before is read even while it is off.
 *
 * @throws HeadwaterError USAGE, CODEC_KEYS_INVALID
 */
export function dataConverterFor({ kind, namespace, state }: CodecPlace): DataConverter {
  const mode = codecMode();
  const file = codecKeyFile(state);
  const named = process.env['HEADWATER_CODEC_KEYS'] !== undefined;
  // The built file, also when this one is run from src by a test: workers load it by path.
  const failureConverterPath = join(__dirname, '..', '..', 'dist', 'codec', 'failure-converter.js');
  if (kind === 'external' && !named) {
    if (mode === 'strict') throw keysNeeded();
    return { failureConverterPath, payloadCodecs: [new NoKeysCodec()] };
  }
  if (!named && mode !== 'off') createCodecKeys(file);
  const keys = mode === 'off' ? ringIfAny(file) : new KeyRing(file);
  if (keys === undefined) return { failureConverterPath, payloadCodecs: [new NoKeysCodec()] };
  const codec = new EncryptionCodec({
    namespace,
    keys,
    mode: mode === 'off' ? 'decrypt' : 'encrypt',
    strict: mode === 'strict',
  });
  return { failureConverterPath, payloadCodecs: [codec] };
}

/** The file of encryption keys of a state folder, or the one that the environment names. */
export function codecKeyFile(state: string): string {
  return resolve(process.env['HEADWATER_CODEC_KEYS'] ?? join(state, 'keys', 'codec.json'));
}

function codecMode(): Mode {
  const written = process.env['HEADWATER_CODEC'] ?? 'on';
  const mode = MODES.find((one) => one === written);
  if (mode !== undefined) return mode;
  throw new HeadwaterError('USAGE', `HEADWATER_CODEC is ${JSON.stringify(written)}`, {
    hint: `It may be ${MODES.join(', ')}; on is the default.`,
  });
}

function ringIfAny(file: string): KeyRing | undefined {
  try {
    return new KeyRing(file);
  } catch {
    return undefined;
  }
}

function keysNeeded(): HeadwaterError {
  return new HeadwaterError('CODEC_KEY_MISSING', 'HEADWATER_CODEC=strict needs keys that all machines share', {
    hint: 'Name their file with HEADWATER_CODEC_KEYS.',
  });
}
