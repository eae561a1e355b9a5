import type { JsonSchema } from './json-schema';

export function seedSchema(what: string): JsonSchema {
  return {
    description: `${what} The same seed gives the same bytes.`,
    type: 'integer',
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    default: 0,
  };
}
