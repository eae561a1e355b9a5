import { CONSTRAINT_KINDS, MAX_FORMULA_LENGTH } from '@headwater/contracts';
import type { JsonSchema } from './json-schema';

const COLUMN: JsonSchema = { type: 'string', minLength: 1 };
const BOUND: Pick<JsonSchema, 'type' | 'minLength' | 'examples'> = {
  type: ['number', 'string'],
  minLength: 1,
  examples: [0, '2020-01-01'],
};

/** One rule. Which keys belong to which kind is checked when the rule is built. */
const CONSTRAINT: JsonSchema = {
  type: 'object',
  required: ['kind'],
  additionalProperties: false,
  properties: {
    kind: {
      description:
        '`inequality`: `low` is at most `high`. `range`: `column` lies from `min` to `max`. `fixed-combinations`: ' +
        '`columns` hold only combinations seen in the training rows. `one-hot`: exactly one of `columns` is true. ' +
        '`formula`: `column` equals arithmetic over others.',
      enum: [...CONSTRAINT_KINDS],
    },
    low: { ...BOUND, description: 'Of an inequality: a column, or a constant (a number, or a date as YYYY-MM-DD).' },
    high: { ...BOUND, description: 'Of an inequality: a column, or a constant (a number, or a date as YYYY-MM-DD).' },
    strict: {
      description: 'Of an inequality or range: values must not be equal to the other side or bound.',
      type: 'boolean',
      default: false,
    },
    column: { ...COLUMN, description: 'Of a range or formula: the column that it is about.' },
    min: { ...BOUND, description: 'Of a range: the least value; a date or time as text.' },
    max: { ...BOUND, description: 'Of a range: the greatest value; a date or time as text.' },
    columns: {
      description: 'Of fixed combinations or one-hot columns: two or more.',
      type: 'array',
      minItems: 2,
      items: COLUMN,
      examples: [['country', 'city']],
    },
    equals: {
      description:
        'Of a formula: numbers, column names, + - * / and parentheses. Names with other characters than letters, digits ' +
        'and _ stand in backticks or double quotes.',
      type: 'string',
      minLength: 1,
      maxLength: MAX_FORMULA_LENGTH,
      examples: ['net + tax - `early discount`'],
    },
    repair: {
      description: '`drop` leaves rows that break the rule out of training. Without it they stop the run.',
      enum: ['drop'],
    },
  },
};

export const constraintsSchema: JsonSchema = {
  description: 'Rules that every generated row keeps, by construction.',
  type: 'array',
  items: CONSTRAINT,
  default: [],
  examples: [
    [
      { kind: 'inequality', low: 'ordered', high: 'shipped' },
      { kind: 'range', column: 'age', min: 18, max: 110 },
      { kind: 'fixed-combinations', columns: ['country', 'city'] },
      { kind: 'one-hot', columns: ['basic', 'plus', 'gold'] },
      { kind: 'formula', column: 'total', equals: 'net + tax' },
    ],
  ],
};
