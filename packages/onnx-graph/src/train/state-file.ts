import { decodeTensorFile, encodeTensorFile, matchTensors } from './tensor-file';
import type { StateSpec } from './training-loop';

const KIND = { magic: 'HWTS', version: 1, name: 'training state' };

/** Tensors and notes of a training state. */
export interface TrainingState {
  readonly tensors: ReadonlyMap<string, Float32Array>;
  /** Whatever the caller wants to find again. Plain JSON. */
  readonly notes: unknown;
}

/** One training state as bytes; see encodeTensorFile(). */
export function encodeState(specs: readonly StateSpec[], { tensors, notes }: TrainingState): Uint8Array {
  return encodeTensorFile(KIND, {
    tensors: specs.map((spec) => ({ ...spec, values: tensors.get(spec.name) as Float32Array })),
    notes,
  });
}

/**
 * Reads a training state back for a program with these tensors.
 * @throws HeadwaterError MODEL_CHECKPOINT_INVALID when it is cut, damaged, of another version or of another program
 */
export function decodeState(specs: readonly StateSpec[], bytes: Uint8Array): TrainingState {
  const { tensors, notes } = decodeTensorFile(KIND, bytes);
  return { tensors: matchTensors(specs, tensors), notes };
}
