import { readFile } from 'node:fs/promises';
import { HeadwaterError, type ConditionScalar, type ConditionValue } from '@headwater/contracts';
import { parse } from 'yaml';

const SHAPES = 'a value, { min, max }, { in: […] } or { shares: { value: share } }';

/**
 * A mapping of columns to conditions, in YAML or JSON. Throws USAGE when the file cannot be read, CONDITION_INVALID when
 * it holds something else.
 */
export async function readConditionsFile(path: string): Promise<Record<string, ConditionValue>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HeadwaterError('USAGE', `the conditions file ${path} cannot be read`, {
      hint: 'Check the path after --conditions.',
      where: path,
      cause,
    });
  });
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new HeadwaterError('CONDITION_INVALID', `${path} is neither YAML nor JSON: ${(cause as Error).message}`, {
      where: path,
      cause,
    });
  }
  if (!isMapping(value))
    throw new HeadwaterError('CONDITION_INVALID', `${path} is no mapping of columns to conditions`, {
      hint: 'Write it like output.conditions of a chain file: one `column: condition` a line.',
      where: path,
    });
  for (const [column, condition] of Object.entries(value)) {
    if (isCondition(condition)) continue;
    throw new HeadwaterError(
      'CONDITION_INVALID',
      `${path}: the condition on ${JSON.stringify(column)} is none: ${JSON.stringify(condition)}`,
      { hint: `It is ${SHAPES}.`, where: column },
    );
  }
  return value as Record<string, ConditionValue>;
}

function isCondition(value: unknown): value is ConditionValue {
  if (isScalar(value)) return true;
  if (!isMapping(value)) return false;
  const keys = Object.keys(value);
  const { in: choice, shares, min, max } = value;
  if (keys.length === 1 && choice !== undefined)
    return Array.isArray(choice) && choice.length > 0 && choice.every(isScalar);
  if (keys.length === 1 && shares !== undefined)
    return isMapping(shares) && Object.values(shares).every((share) => typeof share === 'number' && share >= 0);
  return keys.length > 0 && keys.every((key) => key === 'min' || key === 'max') && [min, max].every(isEnd);
}

function isEnd(value: unknown): boolean {
  return value === undefined || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

function isScalar(value: unknown): value is ConditionScalar {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
