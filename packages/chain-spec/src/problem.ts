import { HeadwaterError, type ErrorCode } from '@headwater/contracts';

/** One thing wrong with a chain file. */
export interface Problem {
  code: Extract<ErrorCode, `SPEC_${string}` | 'CONSTRAINT_INVALID' | 'SCHEDULE_NEVER'>;
  /** `chain.yaml:4:3`, or the override that brought it in. */
  where: string;
  /** Place in the file, by which problems are told in reading order; overrides come last. */
  offset: number;
  message: string;
  hint?: string;
}

const MOST_TOLD = 20;

/** All problems as one error, in reading order; the first decides code, place and hint. */
export function problemsError(file: string, problems: readonly Problem[]): HeadwaterError {
  const told = [...problems].sort((a, b) => a.offset - b.offset);
  const first = told[0];
  if (first === undefined) return new HeadwaterError('INTERNAL', `no problem in ${file}`);
  const where = { where: first.where, ...(first.hint === undefined ? {} : { hint: first.hint }) };
  if (told.length === 1) return new HeadwaterError(first.code, `${first.where}: ${first.message}`, where);
  const lines = told.slice(0, MOST_TOLD).map((p) => `  ${p.where}: ${p.message}`);
  if (told.length > MOST_TOLD) lines.push(`  and ${told.length - MOST_TOLD} more`);
  return new HeadwaterError(first.code, `${file} has ${told.length} problems:\n${lines.join('\n')}`, where);
}
