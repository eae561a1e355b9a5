import { availableParallelism } from 'node:os';
import { slots } from '../src/slots';

describe('slots', () => {
  it('follow the cores, one training at a time', () => {
    expect([slots('train', {}), slots('generate', {})]).toEqual([1, availableParallelism()]);
  });

  it('are what the environment says, a queue at a time', () => {
    const env = { HEADWATER_SLOTS_TRAIN: '3' };
    expect([slots('train', env), slots('io', env)]).toEqual([3, 2]);
  });

  it.each(['0', '-1', '1.5', 'many', '', '1001'])('are not %j', (written) => {
    expect(() => slots('assess', { HEADWATER_SLOTS_ASSESS: written })).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('HEADWATER_SLOTS_ASSESS') as string }),
    );
  });
});
