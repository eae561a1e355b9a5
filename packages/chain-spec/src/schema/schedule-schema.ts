import { OVERLAP_POLICIES } from '@headwater/contracts';
import { SPEC_DEFAULTS } from '../defaults';
import { durationSchema } from './duration-schema';
import type { JsonSchema } from './json-schema';

const instant = (description: string): JsonSchema => ({
  description: `${description} An ISO time with its zone.`,
  type: 'string',
  minLength: 1,
  examples: ['2026-12-01T00:00:00Z'],
});

export const scheduleSchema: JsonSchema = {
  description: 'When the chain runs once it is applied: give one of `cron`, `every` and `everySeconds`.',
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    cron: {
      description: 'Five fields: minute, hour, day of month, month, day of week; both days must match.',
      type: 'string',
      examples: ['0 3 * * 1'],
    },
    every: durationSchema('Time between runs.', ['1h', '7d']),
    everySeconds: { description: 'Seconds between runs.', type: 'integer', minimum: 1, maximum: 1_000_000_000 },
    offset: durationSchema('How long after each whole period runs start; with `every`.', ['15m']),
    timezone: {
      description: 'IANA time zone of the cron expression, and of `{date}` and `{hour}` in paths.',
      type: 'string',
      minLength: 1,
      default: 'UTC',
      examples: ['Europe/Berlin'],
    },
    jitter: durationSchema('Runs start up to so much late, by chance.', ['5m']),
    overlap: {
      description: 'What becomes of a run that is due while the one before still runs.',
      enum: [...OVERLAP_POLICIES],
      default: SPEC_DEFAULTS.schedule.overlap,
    },
    catchup: {
      ...durationSchema('Runs missed while the server was away are made up when no older than this.', ['6h']),
      default: '1d',
    },
    pauseOnFailure: {
      description: 'A failed run pauses the schedule.',
      type: 'boolean',
      default: SPEC_DEFAULTS.schedule.pauseOnFailure,
    },
    freshWithin: durationSchema('A version older than this is stale.', ['26h']),
    startAt: instant('Nothing starts before.'),
    endAt: instant('Nothing starts after.'),
  },
};
