import { DataType } from 'apache-arrow';
import type { ColumnSchema, LogicalType } from '@headwater/contracts';
import { decideText, type Finding, type Problem } from '../infer/decide';
import { areIntegerKeys } from '../infer/integer-keys';
import type { Misfits } from '../infer/misfits';
import type { TypedEvidence } from './typed-evidence';

const OTHERWISE = 'Declare another type for it under schema.columns, or mend the values.';

/**
 * Logical type of a column that has a storage type: the storage is kept, contents and declaration decide the meaning.
 */
export function decideTyped(
  evidence: TypedEvidence,
  declared: LogicalType | undefined,
  rows: number,
): Finding | Problem {
  const { physical } = evidence;
  if (physical === 'utf8') {
    const found = decideText(evidence.texts, '.', declared !== undefined);
    return 'code' in found ? found : { ...found, physical };
  }
  const found =
    evidence.count === 0 && declared === undefined
      ? ({ type: 'category', written: {}, warning: 'every value is missing' } as const)
      : physical === 'bool'
        ? boolean(declared)
        : physical === 'date32' || physical.startsWith('timestamp')
          ? time(evidence, declared)
          : number(evidence, declared, rows);
  return 'code' in found ? found : { ...found, physical };
}

type Meaning = Omit<Finding, 'physical'> | Problem;

function boolean(declared: LogicalType | undefined): Meaning {
  const words = { trueText: 'true', falseText: 'false' };
  if (declared === undefined || declared === 'boolean') return { type: 'boolean', written: words };
  return isText(declared) ? { type: declared, written: words } : cannot(declared, 'booleans');
}

function time(evidence: TypedEvidence, declared: LogicalType | undefined): Meaning {
  const type = evidence.field.type as DataType;
  const own = evidence.physical === 'date32' ? 'date' : 'timestamp';
  const timezone = DataType.isTimestamp(type) ? (type.timezone ?? undefined) : undefined;
  const written: ColumnSchema['written'] = timezone === undefined ? {} : { timezone };
  if (declared === undefined || declared === own || isText(declared)) return { type: declared ?? own, written };
  return cannot(declared, own === 'date' ? 'dates' : 'time stamps');
}

function number(evidence: TypedEvidence, declared: LogicalType | undefined, rows: number): Meaning {
  const { count, finite, unwhole, beyondSafe, notZeroOne, decimals } = evidence;
  const whole = unwhole.count === 0;
  if (declared === 'boolean') {
    return notZeroOne.count === 0
      ? { type: 'boolean', written: { trueText: '1', falseText: '0' } }
      : misfit('boolean', notZeroOne);
  }
  if (declared === 'date' || declared === 'timestamp') return cannot(declared, 'numbers');
  if (declared !== undefined && isText(declared)) return { type: declared, written: {} };
  if (finite === 0) {
    return {
      code: 'SOURCE_NO_FINITE_NUMBER',
      problem: 'holds no finite number, only NaN, infinities and missing values',
      hint: 'Drop the column or mend its values.',
    };
  }
  if (declared === 'decimal') return { type: 'decimal', written: { decimals } };
  if (declared === 'integer' && !whole) return misfit('integer', unwhole);
  if (!whole) return { type: 'decimal', written: { decimals } };
  const { physical } = evidence;
  if (beyondSafe.count > 0) {
    if (physical === 'float64' || physical === 'float32') return { type: 'decimal', written: { decimals: 0 } };
    // As text such keys stay exact; as numbers they would be rounded.
    if (declared === undefined && evidence.run.unique && count > 50) return { type: 'identifier', written: {} };
    return {
      code: 'SOURCE_UNSUPPORTED_TYPE',
      problem: 'holds integers beyond 2^53, which cannot be modelled as numbers',
      hint: 'Declare it as an identifier or a category under schema.columns.',
      misfits: beyondSafe,
    };
  }
  if (
    declared === undefined &&
    physical.includes('int') &&
    areIntegerKeys(evidence.field.name, evidence.run, rows - count)
  ) {
    return { type: 'identifier', written: {} };
  }
  return { type: 'integer', written: { decimals: 0 } };
}

function isText(type: LogicalType): boolean {
  return type === 'category' || type === 'text' || type === 'identifier';
}

function cannot(declared: LogicalType, holds: string): Problem {
  return { code: 'SOURCE_SCHEMA_MISMATCH', problem: `is declared ${declared} but stores ${holds}`, hint: OTHERWISE };
}

function misfit(declared: LogicalType, misfits: Misfits): Problem {
  const many = `${misfits.count} value${misfits.count === 1 ? ' does' : 's do'} not fit`;
  return {
    code: 'SOURCE_SCHEMA_MISMATCH',
    problem: `is declared ${declared}, which ${many}, first in row ${misfits.firstRow + 1}`,
    hint: OTHERWISE,
    misfits,
  };
}
