import { family, trainRequest } from './requests';

describe('a training that diverges', () => {
  it('stops at the step that did it, with the last good checkpoint kept', async () => {
    const saved: string[] = [];
    const request = trainRequest({
      parameters: { hidden: 16, epochs: 200, learningRate: 1, weightDecay: 100 },
      checkpoints: {
        load: () => Promise.resolve(null),
        save: (_, label) => {
          saved.push(label);
          return Promise.resolve();
        },
      },
    });
    await expect(family.train(request)).rejects.toMatchObject({
      code: 'MODEL_DIVERGED',
      message: expect.stringMatching(/step \d+/) as string,
      hint: expect.stringContaining('learning rate') as string,
    });
    expect(saved.filter((label) => label.includes('NaN'))).toEqual([]);
  });
});
