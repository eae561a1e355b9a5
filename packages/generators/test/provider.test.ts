import { offeredProviders } from '@headwater/onnx-graph';
import { readModelCard } from '../src';
import { family, QUICK, trainRequest } from './requests';

describe('the provider training runs on', () => {
  it('gives way to the CPU where the machine lacks it, with the same model and a note', async () => {
    const missing = (['cuda', 'coreml'] as const).find((name) => !offeredProviders().includes(name)) ?? 'coreml';
    const [here, there] = [
      await family.train(trainRequest({ parameters: { ...QUICK, epochs: 3 } })),
      await family.train(trainRequest({ parameters: { ...QUICK, epochs: 3, provider: missing } })),
    ];
    expect(there['model.onnx']).toEqual(here['model.onnx']);
    const notes = readModelCard(there).notes.filter((note) => note.startsWith('Training ran on'));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(`cpu instead of ${missing}`);
    expect(readModelCard(here).notes.join(' ')).not.toContain('Training ran on');
  });

  it('is one of those there are', async () => {
    await expect(family.train(trainRequest({ parameters: { provider: 'tpu' } }))).rejects.toMatchObject({
      code: 'SPEC_INVALID',
    });
  });
});
