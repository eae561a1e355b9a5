import type { Statement } from './statement';

/** The files that a statement vouches for, by name; null where it is no statement of ours. */
export function subjectsOf(payload: unknown): Map<string, string> | null {
  const { _type, subject } = (payload ?? {}) as Partial<Statement>;
  if (_type !== 'https://in-toto.io/Statement/v1' || !Array.isArray(subject)) return null;
  const subjects = new Map<string, string>();
  for (const one of subject as Partial<Statement['subject'][number]>[]) {
    if (typeof one.name !== 'string' || typeof one.digest?.sha256 !== 'string') return null;
    subjects.set(one.name, one.digest.sha256);
  }
  return subjects;
}
