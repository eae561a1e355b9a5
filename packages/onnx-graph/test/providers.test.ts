import {
  Graph,
  InferenceSession,
  mul,
  offeredProviders,
  serialise,
  type ExecutionProvider,
  type ProviderUse,
} from '../src';
import { openOn } from '../src/run/provider';

const bytes = (): Uint8Array => {
  const g = new Graph();
  g.output('y', mul(g.input('x', 'float32', ['n']), 2));
  return serialise(g, { name: 'g' });
};

/** Providers that cannot start on a machine without their hardware: whichever are offered, the session must run. */
const ABSENT = (['cuda', 'webgpu', 'coreml'] as ExecutionProvider[]).filter(
  (provider) => provider === 'cuda' || !offeredProviders().includes(provider),
);

describe('execution providers', () => {
  it.each(ABSENT)('%s gives a session that works, and one warning where it is the CPU', async (provider) => {
    const warnings: ProviderUse[] = [];
    const printed = jest.spyOn(console, 'warn');
    const session = await InferenceSession.load(bytes(), { provider, warn: (use) => warnings.push(use) });
    const { y } = await session.run({ x: Float32Array.of(1.5, -2) });
    expect([...(y!.data as Float32Array)]).toEqual([3, -4]);
    expect(printed).not.toHaveBeenCalled();
    if (session.provider.used === 'cpu') {
      expect(session.provider).toEqual({ asked: provider, used: 'cpu', reason: expect.stringMatching(/./) });
      expect(warnings).toEqual([session.provider]);
    } else {
      expect([session.provider, warnings]).toEqual([{ asked: provider, used: provider }, []]);
    }
  });

  it('says nothing about the CPU when it was asked for', async () => {
    const warn = jest.fn();
    const session = await InferenceSession.load(bytes(), { warn });
    expect([session.provider, warn.mock.calls]).toEqual([{ asked: 'cpu', used: 'cpu' }, []]);
  });

  it('does not blame a provider for a model no provider takes', async () => {
    const warn = jest.fn();
    const damaged = Buffer.from(bytes());
    damaged.write('Nul', damaged.indexOf('Mul'));
    await expect(InferenceSession.load(damaged, { provider: 'cuda', warn })).rejects.toMatchObject({
      code: 'MODEL_BUNDLE_INVALID',
    });
    expect(warn).not.toHaveBeenCalled();
  });

  it('uses the provider where it starts, and tries the CPU once where it does not', async () => {
    const [offered] = offeredProviders().filter((name) => name !== 'cpu') as ExecutionProvider[];
    if (offered === undefined) throw new Error('this ONNX Runtime offers the CPU alone');
    const tried: string[] = [];
    const open = (failing: boolean) => (provider: ExecutionProvider) => {
      tried.push(provider);
      return provider !== 'cpu' && failing
        ? Promise.reject(new Error('no card\nbuild path'))
        : Promise.resolve(provider);
    };
    expect(await openOn(offered, open(false), undefined)).toEqual({
      opened: offered,
      use: { asked: offered, used: offered },
    });
    expect(await openOn(offered, open(true), undefined)).toEqual({
      opened: 'cpu',
      use: { asked: offered, used: 'cpu', reason: 'no card' },
    });
    expect(tried).toEqual([offered, offered, 'cpu']);
  });
});
