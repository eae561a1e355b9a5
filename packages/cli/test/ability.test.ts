import { familyNamed, type GeneratorFamily } from '@headwater/generators';
import { abilityOf } from '../src/model/ability';

describe('what a family can do', () => {
  it.each(['impute', 'logLikelihood'] as const)('%s, or a USAGE error where it cannot', (name) => {
    const all = familyNamed('masked-autoregressive');
    expect(abilityOf(all, name)).toBeInstanceOf(Function);
    const few: GeneratorFamily = {
      name: 'few',
      parameterSchema: all.parameterSchema,
      train: (request) => all.train(request),
      sample: (bundle, request) => all.sample(bundle, request),
    };
    expect(() => abilityOf(few, name)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('few') as string }) as Error,
    );
  });
});
