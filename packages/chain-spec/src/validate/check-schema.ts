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
  const errors = compiled.errors ?? [];
  const meant = new Set<string>();
  for (const error of errors.filter((e) => e.keyword === 'additionalProperties')) unknownKey(error, findings, meant);
  for (const error of errors) {
    const path = pathOf(error);
    if (error.keyword === 'required') missingKey(error, findings, meant);
    else if (error.keyword !== 'additionalProperties') findings.problem(path, describeViolation(error, path));
  }
}

/** `meant` gathers the paths of the keys that were probably mistyped: they are then not missing as well. */
function unknownKey(error: ErrorObject, findings: Findings, meant: Set<string>): void {
  const path = pathOf(error);
  const key = String((error.params as { additionalProperty: string }).additionalProperty);
  const known = Object.keys((error.parentSchema as { properties?: Record<string, unknown> }).properties ?? {});
  const suggestion = suggest(key, known);
  if (suggestion !== undefined) meant.add(pathText([...path, suggestion]));
  const within = path.length === 0 ? '' : ` in \`${pathText(path)}\``;
  findings.problem([...path, key], `unknown key \`${key}\`${within}${didYouMean(suggestion)}`, {
    code: 'SPEC_UNKNOWN_KEY',
    hint: `Known here: ${oneOf(known).replace(' or ', ' and ')}.`,
    atKey: true,
  });
}

function missingKey(error: ErrorObject, findings: Findings, meant: ReadonlySet<string>): void {
  const path = pathOf(error);
  const key = String((error.params as { missingProperty: string }).missingProperty);
  const name = pathText([...path, key]);
  if (!meant.has(name)) findings.problem(path, `\`${name}\` is missing`, { hint: `Add \`${key}:\`.` });
}

/** ajv gives a JSON Pointer (RFC 6901). */
function pathOf(error: ErrorObject): Path {
  return error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
