import { shippedPolicies } from '@headwater/policy';
import { SPEC_DEFAULTS } from '../defaults';
import type { JsonSchema } from './json-schema';

const SHIPPED = Object.keys(shippedPolicies);

const RULE: JsonSchema = {
  description:
    'What a measure must reach: `atLeast` or `atMost` to pass, `warn` to be published with a warning. What misses both ' +
    'blocks publication. The word `off` takes away a rule of the extended policy.',
  type: ['object', 'string'],
  pattern: '^off$',
  additionalProperties: false,
  properties: {
    atLeast: { description: 'Passes at this value or above.', type: 'number' },
    atMost: { description: 'Passes at this value or below.', type: 'number' },
    warn: {
      description: 'From here to the value that passes, the rule warns. Without it there is only pass and block.',
      type: 'number',
    },
    against: {
      description:
        'What is judged. `reference`: the score less what real rows score on the same measure. `ceiling`: the score over ' +
        'it, which is the share reached of what sampling noise lets real rows reach.',
      enum: ['absolute', 'reference', 'ceiling'],
      default: 'absolute',
    },
    useInterval: {
      description: 'Judge the end of the 95 % interval nearer to passing, so that sampling noise alone never blocks.',
      type: 'boolean',
      default: false,
    },
    whenAbsent: {
      description:
        'What a measure without a score does. `skip-if-not-applicable` leaves the rule out where it means nothing for the ' +
        'table (no identifiers, no identifier_reuse) and blocks where it failed; `skip` leaves it out either way.',
      enum: ['block', 'skip-if-not-applicable', 'skip'],
      default: 'block',
    },
  },
};

export const policySchema: JsonSchema = {
  description: `What the gate asks of a table before it is published: a shipped policy (${SHIPPED.join(', ')}) or rules of your own.`,
  type: ['string', 'object'],
  minLength: 1,
  additionalProperties: false,
  default: SPEC_DEFAULTS.policy,
  examples: [
    ...SHIPPED,
    { extends: 'internal', rules: { column_shapes: { atLeast: 0.95, warn: 0.9 }, two_sample_auc: 'off' } },
  ],
  properties: {
    name: {
      description: 'How verdicts and run cards call this policy.',
      type: 'string',
      minLength: 1,
      maxLength: 63,
      default: 'custom',
    },
    extends: { description: 'A shipped policy whose rules hold unless given here.', enum: SHIPPED },
    rules: {
      description:
        'Measure to rule. `column_shapes@income` is about a segment of `checks.segments`, `column_shapes@*` about every one.',
      type: 'object',
      minProperties: 1,
      additionalProperties: RULE,
      examples: [
        { column_pair_trends: { atLeast: 0.9, warn: 0.8 }, share_closer_to_train: { atMost: 0.53 } },
        { 'column_shapes@*': { atLeast: 0.9, against: 'ceiling', whenAbsent: 'skip-if-not-applicable' } },
      ],
    },
  },
};
