import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../src/masked-autoregressive/checkpoint';

const specs = [
  { name: 'a', shape: [2, 3] },
  { name: 'b', shape: [2] },
];
const checkpoint: Checkpoint = {
  progression: {
    step: 12,
    lossSum: 0.1 + 0.2,
    lossSteps: 3,
    points: [],
    bestStep: 10,
    bestScore: 1 / 3,
    stale: 1,
    seconds: 2.5,
  },
  state: Uint8Array.of(9, 8, 7, 6, 5),
  best: new Map([
    ['a', Float32Array.of(1, -0, NaN, 1e-40, Infinity, 0.1)],
    ['b', Float32Array.of(3, 4)],
  ]),
};

describe('a checkpoint', () => {
  it('comes back bit for bit', () => {
    expect(decodeCheckpoint('run', specs, encodeCheckpoint('run', specs, checkpoint))).toEqual(checkpoint);
    const early = { ...checkpoint, best: null };
    expect(decodeCheckpoint('run', specs, encodeCheckpoint('run', specs, early))).toEqual(early);
  });

  it('is refused wherever one bit of it changed, and wherever it is cut', () => {
    const bytes = encodeCheckpoint('run', specs, checkpoint);
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at]! ^= 4;
      expect(() => decodeCheckpoint('run', specs, changed)).toThrow(
        expect.objectContaining({ code: 'MODEL_CHECKPOINT_INVALID' }),
      );
      expect(() => decodeCheckpoint('run', specs, bytes.slice(0, at))).toThrow(
        expect.objectContaining({ code: 'MODEL_CHECKPOINT_INVALID' }),
      );
    }
  });

  it('is refused by another run', () => {
    expect(() => decodeCheckpoint('other', specs, encodeCheckpoint('run', specs, checkpoint))).toThrow(
      /other data, parameters or another seed/,
    );
  });
});
