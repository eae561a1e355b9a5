import { family, quickBundle, trainRequest } from './requests';

/** Stops a run at its n-th look, and gives the checkpoint it left. */
async function stoppedAt(look: number, from: Uint8Array | null = null): Promise<Uint8Array> {
  let saved: Uint8Array | null = null;
  let looks = 0;
  const request = trainRequest({
    checkpoints: { load: () => Promise.resolve(from), save: (bytes) => Promise.resolve(void (saved = bytes)) },
    stopRequested: () => ++looks >= look,
  });
  await expect(family.train(request)).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
  return saved as unknown as Uint8Array;
}

const resume = (from: Uint8Array) =>
  family.train(trainRequest({ checkpoints: { load: () => Promise.resolve(from), save: () => Promise.resolve() } }));

describe('a run that is cut', () => {
  it.each([1, 2, 5, 17])('at look %i goes on to the same bytes', async (look) => {
    const whole = await quickBundle();
    const resumed = await resume(await stoppedAt(look));
    expect(Buffer.from(resumed['model.onnx']).equals(whole['model.onnx'])).toBe(true);
    expect(resumed['codec.json']).toEqual(whole['codec.json']);
  });

  it('again and again goes on to the same bytes', async () => {
    let checkpoint: Uint8Array | null = null;
    for (let cut = 0; cut < 4; cut++) checkpoint = await stoppedAt(3 + cut, checkpoint);
    const resumed = await resume(checkpoint as Uint8Array);
    expect(Buffer.from(resumed['model.onnx']).equals((await quickBundle())['model.onnx'])).toBe(true);
  });

  it('refuses a checkpoint that was cut, changed, is of a newer release or of another seed, and says which', async () => {
    const checkpoint = await stoppedAt(3);
    const changed = checkpoint.slice();
    changed[changed.length >> 1]! ^= 1;
    const newer = checkpoint.map((byte, i) => (i === 4 ? byte + 1 : byte));
    const bad: [Uint8Array, RegExp][] = [
      [checkpoint.slice(0, checkpoint.length / 2), /hash/],
      [changed, /hash/],
      [newer, /a newer release/],
      [new Uint8Array(5), /not a training checkpoint/],
    ];
    for (const [bytes, message] of bad) {
      await expect(resume(bytes)).rejects.toMatchObject({
        code: 'MODEL_CHECKPOINT_INVALID',
        message: expect.stringMatching(message) as string,
      });
    }
    const other = trainRequest({
      seed: 8,
      checkpoints: { load: () => Promise.resolve(checkpoint), save: () => Promise.resolve() },
    });
    await expect(family.train(other)).rejects.toMatchObject({
      code: 'MODEL_CHECKPOINT_INVALID',
      message: expect.stringContaining('another seed') as string,
    });
  });
});

describe('determinism', () => {
  it('two runs give the same model and codec; another seed gives another model', async () => {
    const [a, b] = [await quickBundle(), await family.train(trainRequest({ threads: 2 }))];
    expect(Buffer.from(b['model.onnx']).equals(a['model.onnx'])).toBe(true);
    expect(b['codec.json']).toEqual(a['codec.json']);
    const c = await family.train(trainRequest({ seed: 8 }));
    expect(Buffer.from(c['model.onnx']).equals(a['model.onnx'])).toBe(false);
  });

  it('reports progress that ends at its total', async () => {
    const seen: number[] = [];
    await family.train(trainRequest({ report: ({ done, total }) => seen.push(done / total) }));
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toBe(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  it('stops by time when told to, and says so', async () => {
    const bundle = await family.train(
      trainRequest({ parameters: { hidden: 16, epochs: 5000, patience: 1000, maxSeconds: 0.2 } }),
    );
    const card = JSON.parse(new TextDecoder().decode(bundle['card.json'])) as { stoppedBecause: string };
    expect(card.stoppedBecause).toBe('time');
  });
});
