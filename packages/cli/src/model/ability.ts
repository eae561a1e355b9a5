import { HeadwaterError } from '@headwater/contracts';
import type { GeneratorFamily } from '@headwater/generators';

const WHAT = {
  impute: 'cannot fill missing cells',
  logLikelihood: 'give no likelihoods of rows',
} as const;

/** What not every family can do, from one that can. Throws USAGE where this one cannot. */
export function abilityOf<K extends keyof typeof WHAT>(family: GeneratorFamily, name: K): Required<GeneratorFamily>[K] {
  const ability = (family as Partial<Required<GeneratorFamily>>)[name];
  if (ability !== undefined) return ability.bind(family) as Required<GeneratorFamily>[K];
  throw new HeadwaterError('USAGE', `models of the family ${family.name} ${WHAT[name]}`, {
    hint: 'Train with generator.family: masked-autoregressive.',
  });
}
