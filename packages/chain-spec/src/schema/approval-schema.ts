import { SPEC_DEFAULTS } from '../defaults';
import { durationSchema } from './duration-schema';
import type { JsonSchema } from './json-schema';

const DEFAULTS = SPEC_DEFAULTS.approval;

export const approvalSchema: JsonSchema = {
  description: 'When the gate waits for a person; without this it decides alone.',
  type: 'object',
  additionalProperties: false,
  properties: {
    when: {
      description: '`warn`: when its verdict is warn. `always`: also when it is pass. What blocks cannot be approved.',
      enum: ['warn', 'always'],
      default: DEFAULTS.when,
    },
    fourEyes: {
      description: 'Whoever asked for the run, or applied the chain it is scheduled by, may not approve it.',
      type: 'boolean',
      default: DEFAULTS.fourEyes,
    },
    timeout: { ...durationSchema('How long the gate waits.', ['8h', '3d']), default: DEFAULTS.timeout },
    onTimeout: {
      description: 'What becomes of a gate that nobody decided.',
      enum: ['reject', 'publish'],
      default: DEFAULTS.onTimeout,
    },
  },
};
