import { createHash } from 'node:crypto';
import { HeadwaterError, canonicalJson } from '@headwater/contracts';
import { sizeOf } from '../graph/shape';
import type { StateSpec } from './training-loop';

const HASH_BYTES = 32;
const HEADER_BYTES = 12;

/** Which kind of file it is: four Latin letters, the one version that is written and read, and a name for messages. */
export interface TensorFileKind {
  readonly magic: string;
  readonly version: number;
  readonly name: string;
}

export interface TensorFile {
  readonly tensors: readonly (StateSpec & { readonly values: Float32Array })[];
  /** Plain JSON. */
  readonly notes: unknown;
}

/**
 * Named float32 tensors as bytes: magic, version and manifest length (uint32, little-endian), the manifest (JSON: names,
 * shapes, notes), every tensor's values, and the SHA-256 of all before it. Values are kept bit for bit.
 */
export function encodeTensorFile(kind: TensorFileKind, { tensors, notes }: TensorFile): Uint8Array {
  const manifest = Buffer.from(
    canonicalJson({ tensors: tensors.map(({ name, shape }) => ({ name, shape })), notes: notes ?? null }),
  );
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(kind.magic, 'latin1');
  header.writeUInt32LE(kind.version, 4);
  header.writeUInt32LE(manifest.length, 8);
  const parts: Uint8Array[] = [header, manifest];
  for (const { values } of tensors) parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  // Joined once, so that a large model is held twice while it is written, not three times.
  return new Uint8Array(Buffer.concat([...parts, hash.digest()]));
}

/**
 * Reads such a file back.
 * @throws HeadwaterError MODEL_CHECKPOINT_INVALID when it is of another kind or version, cut or changed
 */
export function decodeTensorFile(kind: TensorFileKind, bytes: Uint8Array): TensorFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEADER_BYTES + HASH_BYTES || buffer.toString('latin1', 0, 4) !== kind.magic)
    throw invalidCheckpoint(`it is not a ${kind.name}`, 'Use the bytes that were written, whole.');
  const version = buffer.readUInt32LE(4);
  if (version !== kind.version) {
    const age = version > kind.version ? 'a newer' : 'an older';
    throw invalidCheckpoint(
      `it has format version ${version}, of ${age} release; this one reads version ${kind.version} only`,
      'Go on with the release that wrote it, or remove it and train from the beginning.',
    );
  }
  const body = buffer.subarray(0, -HASH_BYTES);
  if (!createHash('sha256').update(body).digest().equals(buffer.subarray(-HASH_BYTES)))
    throw invalidCheckpoint('its hash does not match its bytes', 'It was cut or changed; use an earlier checkpoint.');
  const start = HEADER_BYTES + buffer.readUInt32LE(8);
  const manifest = JSON.parse(body.toString('utf8', HEADER_BYTES, start)) as { tensors: StateSpec[]; notes: unknown };
  let at = start;
  const tensors = manifest.tensors.map(({ name, shape }) => {
    const values = new Float32Array(sizeOf(shape));
    new Uint8Array(values.buffer).set(body.subarray(at, at + values.byteLength));
    at += values.byteLength;
    return { name, shape, values };
  });
  return { tensors, notes: manifest.notes };
}

/**
 * The tensors of a file by name, in the order and shapes of `specs`.
 * @throws HeadwaterError MODEL_CHECKPOINT_INVALID naming the first that differs
 */
export function matchTensors(specs: readonly StateSpec[], tensors: TensorFile['tensors']): Map<string, Float32Array> {
  for (let i = 0; i < Math.max(specs.length, tensors.length); i++) {
    const [own, other] = [specs[i], tensors[i]];
    if (own?.name === other?.name && own?.shape.join() === other?.shape.join()) continue;
    const odd = (other ?? own) as StateSpec;
    throw invalidCheckpoint(
      `its tensors are not this program's (${odd.name} [${odd.shape.join(', ')}])`,
      'It belongs to a model of other sizes or another optimiser.',
    );
  }
  return new Map(tensors.map(({ name, values }) => [name, values]));
}

export function invalidCheckpoint(message: string, hint: string): HeadwaterError {
  return new HeadwaterError('MODEL_CHECKPOINT_INVALID', `the checkpoint cannot be used: ${message}`, { hint });
}
