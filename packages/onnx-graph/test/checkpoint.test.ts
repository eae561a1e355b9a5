import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../src/train/checkpoint';
import { initialProgression } from '../src/train/progression';
import { regressionProgram } from './support/regression';

const program = regressionProgram({ averageDecay: 0.5 });
const odd = [1, -0, NaN, 1e-40, Infinity, 0.1];
const tensors = (
  specs: readonly { name: string; shape: readonly number[] }[],
  from: number,
): Map<string, Float32Array> =>
  new Map(
    specs.map(({ name, shape }) => {
      const size = shape.reduce((product, dim) => product * dim, 1);
      return [name, Float32Array.from({ length: size }, (_, i) => odd[(i + from) % odd.length] as number)];
    }),
  );

const progression = {
  ...initialProgression(),
  step: 12,
  sums: { steps: 3, loss: 0.1 + 0.2, metrics: { a: 1 / 3, b: null } },
  best: { step: 10, score: 1 / 3 },
  seconds: 2.5,
};
const checkpoint: Checkpoint = {
  progression,
  state: tensors(program.state, 0),
  best: tensors(program.parameters, 1),
  restore: { progression: { ...progression, step: 10 }, state: tensors(program.state, 2) },
};
const encoded = encodeCheckpoint('run', program, checkpoint);
const refuses = (bytes: Uint8Array, message: RegExp, run = 'run', of = program): void =>
  expect(() => decodeCheckpoint(run, of, bytes)).toThrow(
    expect.objectContaining({ code: 'MODEL_CHECKPOINT_INVALID', message: expect.stringMatching(message) as string }),
  );

describe('a checkpoint', () => {
  it('comes back bit for bit, with and without its later parts', () => {
    for (const change of [{}, { best: null }, { restore: null }, { best: null, restore: null }]) {
      const whole = { ...checkpoint, ...change };
      const back = decodeCheckpoint('run', program, encodeCheckpoint('run', program, whole));
      expect(back).toEqual(whole);
      expect(Object.is(back.state.get('w1')?.[1], -0)).toBe(true);
    }
  });

  it('is refused wherever one bit of it changed, and wherever it is cut', () => {
    for (let at = 0; at < encoded.length; at += 7) {
      const changed = encoded.slice();
      changed[at]! ^= 4;
      refuses(changed, at < 4 ? /not a training checkpoint/ : at < 8 ? /format version/ : /hash/);
      refuses(encoded.slice(0, at), at < 44 ? /not a training checkpoint/ : /hash/);
    }
    refuses(encoded.slice(0, encoded.length / 2), /hash/);
    refuses(new Uint8Array([...encoded, 0]), /hash/);
  });

  it('is read by the version that wrote it alone', () => {
    const other = (version: number): Uint8Array => encoded.map((byte, i) => (i === 4 ? version : byte));
    refuses(other(2), /format version 2, of a newer release; this one reads version 1 only/);
    refuses(other(0), /format version 0, of an older release/);
  });

  it('is refused by another run, and by another program', () => {
    refuses(encoded, /other data, parameters, code or another seed/, 'other');
    refuses(encoded, /not this program's \(state\/w1\/average/, 'run', regressionProgram());
  });
});
