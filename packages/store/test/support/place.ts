import type { Operator } from 'opendal';

/** A place under test: its URI, and a way to touch its bytes behind the store's back. */
export interface Place {
  uri: string;
  raw: Operator;
}

export async function keysOf({ raw }: Place): Promise<string[]> {
  const entries = await raw.list('', { recursive: true });
  return entries
    .map((entry) => entry.path())
    .filter((path) => !path.endsWith('/'))
    .sort();
}

export async function flipFirstByte({ raw }: Place, key: string): Promise<void> {
  const bytes = await raw.read(key);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await raw.write(key, bytes);
}

export function withCode(code: string, message = /(?:)/): Error {
  return expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error;
}
