import { createHash } from 'node:crypto';
import { HeadwaterError, canonicalJson } from '@headwater/contracts';
import type { StateSpec } from './training-loop';

const MAGIC = 'HWTS';
const VERSION = 1;
const HASH_BYTES = 32;
const HEADER_BYTES = 12;

/** Tensors and notes of a training state. */
export interface TrainingState {
  readonly tensors: ReadonlyMap<string, Float32Array>;
  /** Whatever the trainer wants to find again: epoch, random counters, data position. Plain JSON. */
  readonly notes: unknown;
}

/**
 * One training state as bytes: "HWTS", version and manifest length (uint32, little-endian), the manifest (JSON: names,
 * shapes, notes), every tensor's float32 values, and the SHA-256 of all before it. Values are kept bit for bit.
 */
export function encodeState(specs: readonly StateSpec[], state: TrainingState): Uint8Array {
  const manifest = Buffer.from(
    canonicalJson({ tensors: specs.map(({ name, shape }) => ({ name, shape })), notes: state.notes ?? null }),
  );
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(VERSION, 4);
  header.writeUInt32LE(manifest.length, 8);
  const tensors = specs.map(({ name }) => {
    const values = state.tensors.get(name) as Float32Array;
    return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  });
  const body = Buffer.concat([header, manifest, ...tensors]);
  return new Uint8Array(Buffer.concat([body, createHash('sha256').update(body).digest()]));
}

/**
 * Reads a training state back for a program with these tensors.
 * @throws HeadwaterError MODEL_CHECKPOINT_INVALID when it is cut, damaged, of a newer version or of another program
 */
export function decodeState(specs: readonly StateSpec[], bytes: Uint8Array): TrainingState {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEADER_BYTES + HASH_BYTES || buffer.toString('latin1', 0, 4) !== MAGIC) {
    throw invalid('it is not a training state', 'Use the bytes exportState() gave.');
  }
  const version = buffer.readUInt32LE(4);
  if (version > VERSION)
    throw invalid(`it has version ${version}, this release reads up to ${VERSION}`, 'Upgrade, or train anew.');
  const body = buffer.subarray(0, -HASH_BYTES);
  if (!createHash('sha256').update(body).digest().equals(buffer.subarray(-HASH_BYTES))) {
    throw invalid('its hash does not match its bytes', 'It was cut or changed; use an earlier checkpoint.');
  }
  const start = HEADER_BYTES + buffer.readUInt32LE(8);
  const manifest = JSON.parse(buffer.toString('utf8', HEADER_BYTES, start)) as { tensors: StateSpec[]; notes: unknown };
  const own = specs.map(({ name, shape }) => ({ name, shape }));
  if (canonicalJson(manifest.tensors) !== canonicalJson(own)) {
    const odd = manifest.tensors.find(
      ({ name, shape }, i) => own[i]?.name !== name || own[i].shape.join() !== shape.join(),
    );
    throw invalid(
      `its tensors are not this program's${odd === undefined ? '' : ` (${odd.name} [${odd.shape.join(', ')}])`}`,
      'It belongs to a model of other sizes or another optimiser.',
    );
  }
  return { tensors: cut(specs, body.subarray(start)), notes: manifest.notes };
}

function cut(specs: readonly StateSpec[], bytes: Buffer): Map<string, Float32Array> {
  let at = 0;
  return new Map(
    specs.map(({ name, shape }) => {
      const values = new Float32Array(shape.reduce((size, dim) => size * dim, 1));
      new Uint8Array(values.buffer).set(bytes.subarray(at, at + values.byteLength));
      at += values.byteLength;
      return [name, values];
    }),
  );
}

function invalid(message: string, hint: string): HeadwaterError {
  return new HeadwaterError('MODEL_CHECKPOINT_INVALID', `the checkpoint cannot be used: ${message}`, { hint });
}
