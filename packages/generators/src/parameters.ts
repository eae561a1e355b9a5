import { HeadwaterError } from '@headwater/contracts';
import Ajv, { type ErrorObject } from 'ajv';
import type { GeneratorFamily } from './family';
import { nearestName } from './nearest-name';

const ajv = new Ajv({ useDefaults: true, allErrors: false, allowUnionTypes: true });

/**
 * The parameters with defaults filled in; the argument is left as it is.
 * Throws SPEC_UNKNOWN_KEY for a parameter the family does not have, SPEC_INVALID for a value it cannot take.
 */
export function validateParameters(
  family: GeneratorFamily,
  parameters: Record<string, unknown>,
): Record<string, unknown> {
  const filled = structuredClone(parameters);
  const validate = ajv.compile(family.parameterSchema);
  if (!validate(filled)) throw explain(family, validate.errors?.[0] as ErrorObject, filled);
  return filled;
}

function explain(family: GeneratorFamily, error: ErrorObject, parameters: Record<string, unknown>): HeadwaterError {
  const known = Object.keys((family.parameterSchema as { properties?: object }).properties ?? {});
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty']);
    const near = nearestName(key, known);
    return new HeadwaterError('SPEC_UNKNOWN_KEY', `${family.name} has no parameter ${JSON.stringify(key)}`, {
      hint:
        near === null
          ? `Its parameters are ${known.join(', ')}.`
          : `Did you mean ${near}? Its parameters are ${known.join(', ')}.`,
      where: `generator.parameters.${key}`,
    });
  }
  const name = error.instancePath.slice(1);
  return new HeadwaterError(
    'SPEC_INVALID',
    `${family.name}: ${name || 'parameters'} ${error.message ?? 'is not valid'}, got ${JSON.stringify(parameters[name])}`,
    {
      hint: 'Change the value, or leave the parameter out to have it chosen.',
      where: `generator.parameters${name ? `.${name}` : ''}`,
    },
  );
}
