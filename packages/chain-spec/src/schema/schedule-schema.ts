import type { JsonSchema } from './json-schema';

export const scheduleSchema: JsonSchema = {
  description: 'When the chain runs: give one of `cron`, `every` and `everySeconds`.',
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    cron: {
      description: 'Five fields: minute, hour, day of month, month, day of week.',
      type: 'string',
      examples: ['0 3 * * 1'],
    },
    every: {
      description: 'Time between runs: a whole number and s, m, h or d.',
      type: 'string',
      pattern: '^[1-9][0-9]{0,8}[smhd]$',
      examples: ['1h', '7d'],
    },
    everySeconds: { description: 'Seconds between runs.', type: 'integer', minimum: 1, maximum: 1_000_000_000 },
    timezone: {
      description: 'IANA time zone of the cron expression.',
      type: 'string',
      minLength: 1,
      default: 'UTC',
      examples: ['Europe/Berlin'],
    },
  },
};
