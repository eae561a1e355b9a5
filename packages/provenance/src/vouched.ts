import type { Statement } from './statement';

/** What a statement vouches for. */
export interface Vouched {
  /** Files by name, SHA-256. */
  files: Map<string, string>;
  /** ISO time at which publication was decided on. */
  publishedAt: string;
}

/** null where the payload is no statement of ours. */
export function vouchedBy(payload: unknown): Vouched | null {
  const { _type, subject, predicate } = (payload ?? {}) as Partial<Statement>;
  if (_type !== 'https://in-toto.io/Statement/v1' || !Array.isArray(subject)) return null;
  const files = new Map<string, string>();
  for (const one of subject as Partial<Statement['subject'][number]>[]) {
    if (typeof one.name !== 'string' || typeof one.digest?.sha256 !== 'string') return null;
    files.set(one.name, one.digest.sha256);
  }
  return { files, publishedAt: predicate?.runDetails.metadata.finishedOn ?? '' };
}
