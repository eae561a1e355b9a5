import { createHash } from 'node:crypto';
import { canonicalJson, HeadwaterError, type TrainingPoint } from '@headwater/contracts';
import type { ParameterSpec } from '@headwater/onnx-graph';

/** What a training run knows beside weights and optimiser; everything that its further course depends on. */
export interface Progression {
  step: number;
  /** Sum of the losses since the last validation, and their number. */
  lossSum: number;
  lossSteps: number;
  points: TrainingPoint[];
  bestStep: number;
  bestScore: number | null;
  /** Validations since the best. */
  stale: number;
  /** Seconds trained, over all attempts. */
  seconds: number;
}

export interface Checkpoint {
  progression: Progression;
  /** The training session's own state. */
  state: Uint8Array;
  /** The best averaged weights; null before the first validation. */
  best: Map<string, Float32Array> | null;
}

const MAGIC = 'HWMA';
const VERSION = 1;
const HASH_BYTES = 32;

/**
 * Bytes: "HWMA", version and header length (uint32, little-endian), header (JSON: the run it belongs to, progression,
 * lengths), session state, best weights (float32), SHA-256 of all before it. `run` names data, parameters and seed.
 */
export function encodeCheckpoint(run: string, specs: readonly ParameterSpec[], checkpoint: Checkpoint): Uint8Array {
  const { progression, state, best } = checkpoint;
  const header = Buffer.from(canonicalJson({ run, progression, stateBytes: state.length, best: best !== null }));
  const fixed = Buffer.alloc(12);
  fixed.write(MAGIC, 'latin1');
  fixed.writeUInt32LE(VERSION, 4);
  fixed.writeUInt32LE(header.length, 8);
  const weights = best === null ? [] : specs.map(({ name }) => bytesOf(best.get(name) as Float32Array));
  const body = Buffer.concat([fixed, header, state, ...weights]);
  return new Uint8Array(Buffer.concat([body, createHash('sha256').update(body).digest()]));
}

/** Throws MODEL_CHECKPOINT_INVALID when the bytes are cut, damaged, of a newer version or of another run. */
export function decodeCheckpoint(run: string, specs: readonly ParameterSpec[], bytes: Uint8Array): Checkpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 12 + HASH_BYTES || buffer.toString('latin1', 0, 4) !== MAGIC)
    throw invalid('it is not a checkpoint of this family');
  if (buffer.readUInt32LE(4) > VERSION) throw invalid('it was written by a newer version');
  const body = buffer.subarray(0, -HASH_BYTES);
  if (!createHash('sha256').update(body).digest().equals(buffer.subarray(-HASH_BYTES)))
    throw invalid('it was cut or changed');
  const start = 12 + buffer.readUInt32LE(8);
  const header = JSON.parse(body.toString('utf8', 12, start)) as {
    run: string;
    progression: Progression;
    stateBytes: number;
    best: boolean;
  };
  if (header.run !== run) throw invalid('it belongs to other data, parameters or another seed');
  const state = new Uint8Array(body.subarray(start, start + header.stateBytes));
  return {
    progression: header.progression,
    state,
    best: header.best ? readWeights(specs, body.subarray(start + header.stateBytes)) : null,
  };
}

function readWeights(specs: readonly ParameterSpec[], bytes: Buffer): Map<string, Float32Array> {
  let at = 0;
  return new Map(
    specs.map(({ name, shape }) => {
      const values = new Float32Array(shape.reduce((size, dim) => size * dim, 1));
      bytesOf(values).set(bytes.subarray(at, (at += values.byteLength)));
      return [name, values];
    }),
  );
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function invalid(what: string): HeadwaterError {
  return new HeadwaterError('MODEL_CHECKPOINT_INVALID', `the training checkpoint cannot be used: ${what}`, {
    hint: 'Remove it: training then starts from the beginning.',
  });
}
