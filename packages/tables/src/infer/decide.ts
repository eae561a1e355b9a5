import type { ColumnSchema, ErrorCode, LogicalType, PhysicalType } from '@headwater/contracts';
import type { DecimalMark } from '../text/scan-number';
import { booleanPair } from './boolean-words';
import type { Misfits } from './misfits';
import type { NumberCandidate } from './number-candidate';
import type { TextEvidence } from './text-evidence';

/** Below this many values, uniqueness says nothing about keys or prose. */
const LEAST_FOR_KEYS = 50;

export interface Finding {
  type: LogicalType;
  physical: PhysicalType;
  written: ColumnSchema['written'];
  warning?: string;
}

/** Why a column cannot be what it was declared or reads as. */
export interface Problem {
  code: ErrorCode;
  problem: string;
  hint: string;
  misfits?: Misfits;
}

export const ISO_DATE = '%Y-%m-%d';
export const ISO_TIMESTAMP = '%Y-%m-%dT%H:%M:%S';

const PHYSICAL: Record<LogicalType, PhysicalType> = {
  integer: 'int64',
  decimal: 'float64',
  boolean: 'bool',
  category: 'utf8',
  date: 'date32',
  timestamp: 'timestamp[us]',
  text: 'utf8',
  identifier: 'utf8',
};

const DECLARE_OTHERWISE = 'Declare another type for it under schema.columns, or mend the values.';
const NO_FINITE: Problem = {
  code: 'SOURCE_NO_FINITE_NUMBER',
  problem: 'holds no finite number, only NaN, infinities and missing values',
  hint: 'Drop the column, mend its values, or declare it as a category under schema.columns.',
};

/** Logical type, storage and spelling of a column of texts, from all its values. `mark` is the file's decimal mark. */
export function decideText(evidence: TextEvidence, mark: DecimalMark, numbersAllowed: boolean): Finding | Problem {
  const numbers = evidence.numbers.find((n) => n.mark === mark) ?? evidence.numbers[0];
  if (numbers === undefined) throw new RangeError('inference: no decimal mark was tried');
  switch (evidence.declared) {
    case undefined:
      return evidence.count === 0
        ? { ...plain('category'), warning: 'every value is missing' }
        : infer(evidence, numbers, numbersAllowed);
    case 'integer':
    case 'decimal':
      return declaredNumber(evidence.declared, numbers);
    case 'boolean':
      return declaredBoolean(evidence);
    case 'date':
    case 'timestamp':
      return declaredTime(evidence, evidence.declared);
    case 'identifier':
      return identifier(evidence, numbers, numbersAllowed);
    default:
      return plain(evidence.declared);
  }
}

function infer(evidence: TextEvidence, numbers: NumberCandidate, numbersAllowed: boolean): Finding | Problem {
  if (numbersAllowed && numbers.misfits.count === 0) {
    if (numbers.finite === 0) return NO_FINITE;
    if (numbers.integers === evidence.count) return plain('integer', { decimals: 0 });
    // Digits beyond 2^53 with no fraction anywhere are codes that a double would falsify.
    if (numbers.big === 0 || numbers.fractions > 0) return plain('decimal', { decimals: numbers.decimals });
  }
  const pair = booleanPair(evidence.words, false);
  if (pair !== null) return plain('boolean', { ...pair });
  const time = evidence.times.finding();
  if (time !== null && time !== 'ambiguous') return timeFinding(time);
  const warning =
    time === 'ambiguous'
      ? { warning: 'looks like dates, but day and month cannot be told apart; write them as 2024-12-31' }
      : {};
  return { ...texts(evidence, numbers, numbersAllowed), ...warning };
}

function texts(evidence: TextEvidence, numbers: NumberCandidate, numbersAllowed: boolean): Finding {
  const { count, distinct, meanLength, meanBlanks } = evidence;
  const prose = meanLength >= 40 && meanBlanks >= 4;
  if (count > LEAST_FOR_KEYS) {
    if (distinct.ratio >= 0.999 && evidence.identifier.holds) return identifier(evidence, numbers, numbersAllowed);
    if (distinct.ratio >= 0.95 || (prose && distinct.ratio >= 0.5)) return plain('text');
  }
  return plain(prose && distinct.ratio >= 0.9 ? 'text' : 'category');
}

/** Keys that are whole numbers stay whole numbers in storage. */
function identifier(evidence: TextEvidence, numbers: NumberCandidate, numbersAllowed: boolean): Finding {
  const whole =
    numbersAllowed && numbers.misfits.count === 0 && numbers.integers === evidence.count && evidence.count > 0;
  return { ...plain('identifier'), physical: whole ? 'int64' : 'utf8' };
}

function declaredNumber(type: 'integer' | 'decimal', numbers: NumberCandidate): Finding | Problem {
  const misfits = type === 'integer' ? numbers.unwhole : numbers.misfits;
  if (numbers.finite === 0 && numbers.misfits.count === 0) return NO_FINITE;
  if (misfits.count > 0) return mismatch(type, misfits);
  return plain(type, { decimals: type === 'integer' ? 0 : numbers.decimals });
}

function declaredBoolean(evidence: TextEvidence): Finding | Problem {
  if (evidence.count === 0) return plain('boolean', { trueText: 'true', falseText: 'false' });
  if (evidence.notBoolean.count > 0) return mismatch('boolean', evidence.notBoolean);
  const pair = booleanPair(evidence.words, true);
  if (pair !== null) return plain('boolean', { ...pair });
  return {
    code: 'SOURCE_SCHEMA_MISMATCH',
    problem: 'is declared boolean but spells true and false in several ways',
    hint: DECLARE_OTHERWISE,
  };
}

function declaredTime(evidence: TextEvidence, type: 'date' | 'timestamp'): Finding | Problem {
  if (evidence.count === 0) return plain(type, { format: type === 'date' ? ISO_DATE : ISO_TIMESTAMP });
  const time = evidence.times.finding();
  if (time === null) return mismatch(type, evidence.times.misfits);
  if (time !== 'ambiguous') return timeFinding(time);
  return {
    code: 'SOURCE_SCHEMA_MISMATCH',
    problem: `is declared ${type}, but day and month cannot be told apart in any row`,
    hint: 'Write the dates as 2024-12-31.',
  };
}

function timeFinding(time: {
  type: 'date' | 'timestamp';
  format: string;
  timezone?: string;
  beyondMicroseconds: boolean;
  mixedZones: boolean;
}): Finding {
  const written = { format: time.format, ...(time.timezone === undefined ? {} : { timezone: time.timezone }) };
  const warning = time.mixedZones
    ? 'mixes time zones; kept as instants and written in UTC'
    : time.beyondMicroseconds
      ? 'has digits beyond the microsecond; they are cut off'
      : undefined;
  return { ...plain(time.type, written), ...(warning === undefined ? {} : { warning }) };
}

function mismatch(type: LogicalType, misfits: Misfits): Problem {
  const many = misfits.count === 1 ? '1 value that does' : `${misfits.count.toLocaleString('en-US')} values that do`;
  return {
    code: 'SOURCE_SCHEMA_MISMATCH',
    problem: `is declared ${type} but has ${many} not fit`,
    hint: DECLARE_OTHERWISE,
    misfits,
  };
}

function plain(type: LogicalType, written: ColumnSchema['written'] = {}): Finding {
  return { type, physical: PHYSICAL[type], written };
}
