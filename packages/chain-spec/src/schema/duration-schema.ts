import type { JsonSchema } from './json-schema';

/** A span of time as people write it: a whole number and s, m, h or d. */
export function durationSchema(description: string, examples: string[]): JsonSchema {
  return { description, type: 'string', pattern: '^[1-9][0-9]{0,8}[smhd]$', examples };
}
