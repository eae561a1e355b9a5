import { HeadwaterError } from '@headwater/contracts';
import type { GeneratorFamily } from './family';
import { maskedAutoregressive } from './masked-autoregressive';
import { nearestName } from './nearest-name';

/** Every generator family, by name. */
export const families: ReadonlyMap<string, GeneratorFamily> = new Map(
  [maskedAutoregressive].map((family) => [family.name, family]),
);

/** The family of that name. Throws SPEC_UNKNOWN_FAMILY with the names there are. */
export function familyNamed(name: string): GeneratorFamily {
  const family = families.get(name);
  if (family !== undefined) return family;
  const names = [...families.keys()];
  const near = nearestName(name, names);
  throw new HeadwaterError('SPEC_UNKNOWN_FAMILY', `there is no generator family ${JSON.stringify(name)}`, {
    hint: `${near === null ? '' : `Did you mean ${near}? `}Families: ${names.join(', ')}.`,
    where: 'generator.family',
  });
}
