import { familyNamed, validateParameters } from '../src';
import type { MaskedAutoregressiveParameters } from '../src/masked-autoregressive/parameters';

export function parameterDefaults(): MaskedAutoregressiveParameters {
  return validateParameters(familyNamed('masked-autoregressive'), {}) as unknown as MaskedAutoregressiveParameters;
}
