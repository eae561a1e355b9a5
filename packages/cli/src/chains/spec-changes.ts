import { canonicalJson } from '@headwater/contracts';

export interface Change {
  /** `schedule.cron` */
  path: string;
  /** JSON; null: not there. */
  before: string | null;
  after: string | null;
}

/** What differs between two documents, by path; arrays count as one value. */
export function changesBetween(before: unknown, after: unknown, path = ''): Change[] {
  if (isMapping(before) && isMapping(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => changesBetween(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  const [was, is] = [before, after].map((value) => (value === undefined ? null : canonicalJson(value)));
  return was === is ? [] : [{ path, before: was ?? null, after: is ?? null }];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
