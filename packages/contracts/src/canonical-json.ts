/**
 * JSON with sorted keys and no white space: equal values give equal bytes, so it can be hashed (after RFC 8785, less
 * its number formatting, which JavaScript's own already is).
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // A null prototype keeps a column called __proto__ an ordinary key.
  const out = Object.create(null) as Record<string, unknown>;
  for (const [k, v] of entries) out[k] = sorted(v);
  return out;
}
