import type { ErrorObject } from 'ajv/dist/2020';
import { suggest } from '../suggest';
import type { Path } from '../yaml/locate';
import { didYouMean, oneOf, pathText, quoted } from './wording';

const KINDS: Record<string, string> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'a mapping',
  array: 'a list',
  null: 'null',
};

/** A schema violation in words: what must be, and what was found. */
export function describeViolation(error: ErrorObject, path: Path): string {
  const name = `\`${pathText(path)}\``;
  const params = error.params as Record<string, unknown>;
  const got = quoted(error.data);
  switch (error.keyword) {
    case 'type':
      return `${name} must be ${kinds(params.type)}, got ${got}${quotedNumber(error.data, params.type)}`;
    case 'enum': {
      const allowed = params.allowedValues as unknown[];
      return `${name} must be ${oneOf(allowed)}, got ${got}${didYouMean(suggest(String(error.data), allowed.map(String)))}`;
    }
    case 'const':
      return `${name} must be ${quoted(params.allowedValue)}, got ${got}`;
    case 'minimum':
      return `${name} must be ${String(params.limit)} or more, got ${got}`;
    case 'maximum':
      return `${name} must be ${String(params.limit)} or less, got ${got}`;
    case 'exclusiveMinimum':
      return `${name} must be more than ${String(params.limit)}, got ${got}`;
    case 'exclusiveMaximum':
      return `${name} must be less than ${String(params.limit)}, got ${got}`;
    case 'minLength':
    case 'minProperties':
      return `${name} must not be empty`;
    case 'maxLength':
      return `${name} must be at most ${String(params.limit)} character${params.limit === 1 ? '' : 's'} long, got ${got}`;
    case 'minItems':
      return `${name} must have at least ${String(params.limit)} entries, got ${got}`;
    case 'maxItems':
      return `${name} must have at most ${String(params.limit)} entries, got ${got}`;
    case 'uniqueItems':
      return `${name} must name each entry once, got ${got}`;
    case 'pattern':
      return `${name} ${patternInWords(path)}, got ${got}`;
    default:
      return `${name} ${error.message ?? 'is not allowed'}, got ${got}`;
  }
}

function kinds(type: unknown): string {
  const names = Array.isArray(type) ? type.map(String) : [String(type)];
  return names.map((n) => KINDS[n] ?? n).join(' or ');
}

function quotedNumber(data: unknown, type: unknown): string {
  const wantsNumber = [type].flat().some((t) => t === 'integer' || t === 'number');
  const isNumber = typeof data === 'string' && data.trim() !== '' && Number.isFinite(Number(data));
  return wantsNumber && isNumber ? ' as text; take the quotes away' : '';
}

function patternInWords(path: Path): string {
  if (path[0] === 'name')
    return 'must be 1 to 63 lower-case letters, digits and hyphens, starting with a letter or digit';
  if (path[0] === 'schedule') return 'must be a whole number and one of s, m, h, d (as in 1h)';
  return 'must be a mapping (atLeast or atMost, warn) or the word `off`';
}
