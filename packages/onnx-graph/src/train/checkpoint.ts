import type { Progression } from './progression';
import { decodeTensorFile, encodeTensorFile, invalidCheckpoint, matchTensors } from './tensor-file';
import type { StateSpec, TrainingProgram } from './training-loop';

/** Counted up with every change of bytes or of what they mean: only the version that wrote a checkpoint reads it. */
const KIND = { magic: 'HWCP', version: 1, name: 'training checkpoint' };

/** Where training goes back to when it diverges. */
export interface RestorePoint {
  readonly progression: Progression;
  readonly state: ReadonlyMap<string, Float32Array>;
}

/** A trainer's whole state. The position in the data and every random counter are functions of `progression.step`. */
export interface Checkpoint {
  readonly progression: Progression;
  /** Weights, optimiser slots, sums of averages, count of steps. */
  readonly state: ReadonlyMap<string, Float32Array>;
  /** The weights that validated best; null before the first validation. */
  readonly best: ReadonlyMap<string, Float32Array> | null;
  /** Null without a retry policy. */
  readonly restore: RestorePoint | null;
}

interface Notes {
  run: string;
  progression: Progression;
  /** Which tensors follow the state, in this order. */
  best: boolean;
  restore: Progression | null;
}

/** A checkpoint as bytes (see encodeTensorFile()). `run` names what the run was made from: data, parameters, seed, code. */
export function encodeCheckpoint(run: string, program: TrainingProgram, checkpoint: Checkpoint): Uint8Array {
  const { progression, state, best, restore } = checkpoint;
  const notes: Notes = { run, progression, best: best !== null, restore: restore?.progression ?? null };
  const values: Record<string, ReadonlyMap<string, Float32Array> | undefined> = {
    state,
    best: best ?? undefined,
    restore: restore?.state,
  };
  const tensors = sectionsOf(program, notes).map(({ section, name, shape }) => ({
    name: `${section}/${name}`,
    shape,
    values: values[section]?.get(name) as Float32Array,
  }));
  return encodeTensorFile(KIND, { tensors, notes });
}

/**
 * Reads a checkpoint back.
 * @throws HeadwaterError MODEL_CHECKPOINT_INVALID when it is cut, changed, of another version, run or program
 */
export function decodeCheckpoint(run: string, program: TrainingProgram, bytes: Uint8Array): Checkpoint {
  const file = decodeTensorFile(KIND, bytes);
  const notes = file.notes as Notes;
  if (notes.run !== run)
    throw invalidCheckpoint(
      'it belongs to other data, parameters, code or another seed',
      'Remove it: training then starts from the beginning.',
    );
  const sections = sectionsOf(program, notes);
  const tensors = matchTensors(
    sections.map(({ section, name, shape }) => ({ name: `${section}/${name}`, shape })),
    file.tensors,
  );
  const section = (of: Section): Map<string, Float32Array> =>
    new Map(
      sections
        .filter((tensor) => tensor.section === of)
        .map(({ name }) => [name, tensors.get(`${of}/${name}`) as Float32Array]),
    );
  return {
    progression: notes.progression,
    state: section('state'),
    best: notes.best ? section('best') : null,
    restore: notes.restore === null ? null : { progression: notes.restore, state: section('restore') },
  };
}

type Section = 'state' | 'best' | 'restore';

function sectionsOf(program: TrainingProgram, notes: Notes): (StateSpec & { section: Section })[] {
  const of = (section: Section, specs: readonly StateSpec[]): (StateSpec & { section: Section })[] =>
    specs.map(({ name, shape }) => ({ section, name, shape }));
  return [
    ...of('state', program.state),
    ...(notes.best ? of('best', [...program.parameters, ...program.buffers]) : []),
    ...(notes.restore === null ? [] : of('restore', program.state)),
  ];
}
