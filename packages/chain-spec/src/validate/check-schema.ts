import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import type { Findings } from '../findings';
import { specSchema } from '../schema/spec-schema';
import { suggest } from '../suggest';
import type { Path } from '../yaml/locate';
import { describeViolation } from './describe-violation';
import { didYouMean, oneOf, pathText } from './wording';

let compiled: ValidateFunction | undefined;

/** Holds the plain value of a chain file against the JSON Schema; every violation becomes a finding at its place. */
export function checkSchema(value: unknown, findings: Findings): void {
  compiled ??= new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(specSchema);
  if (compiled(value)) return;
  for (const error of compiled.errors ?? []) {
    const path = pathOf(error);
    if (error.keyword === 'additionalProperties') unknownKey(error, path, findings);
    else if (error.keyword === 'required') {
      const key = String((error.params as { missingProperty: string }).missingProperty);
      findings.problem(path, `\`${pathText([...path, key])}\` is missing`, { hint: `Add \`${key}:\`.` });
    } else findings.problem(path, describeViolation(error, path));
  }
}

function unknownKey(error: ErrorObject, path: Path, findings: Findings): void {
  const key = String((error.params as { additionalProperty: string }).additionalProperty);
  const known = Object.keys((error.parentSchema as { properties?: Record<string, unknown> }).properties ?? {});
  const within = path.length === 0 ? '' : ` in \`${pathText(path)}\``;
  findings.problem([...path, key], `unknown key \`${key}\`${within}${didYouMean(suggest(key, known))}`, {
    code: 'SPEC_UNKNOWN_KEY',
    hint: `Known here: ${oneOf(known).replace(' or ', ' and ')}.`,
    atKey: true,
  });
}

/** ajv gives a JSON Pointer (RFC 6901). */
function pathOf(error: ErrorObject): Path {
  return error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
