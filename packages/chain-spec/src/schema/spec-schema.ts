import { COLUMN_ROLES, LOGICAL_TYPES } from '@headwater/contracts';
import { NAME_PATTERN, SPEC_DEFAULTS } from '../defaults';
import { approvalSchema } from './approval-schema';
import { checksSchema } from './checks-schema';
import { constraintsSchema } from './constraints-schema';
import type { JsonSchema } from './json-schema';
import { feedbackSchema } from './feedback-schema';
import { policySchema } from './policy-schema';
import { scheduleSchema } from './schedule-schema';
import { seedSchema } from './seed-schema';
import { sourceSchema } from './source-schema';

/** JSON Schema (draft 2020-12) of chain.yaml, as written by hand: before defaults, before paths are resolved. */
export const specSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Headwater chain',
  description:
    'A supply chain of synthetic data: where real rows come from, how a model learns them, what is made and who lets it out.',
  type: 'object',
  required: ['name', 'source'],
  additionalProperties: false,
  properties: {
    version: { description: 'Of this file format.', type: 'integer', const: 1, default: 1 },
    name: {
      description: 'Names the chain in runs, folders and logs: 1 to 63 lower-case letters, digits and hyphens.',
      type: 'string',
      pattern: NAME_PATTERN,
      examples: ['adult-census'],
    },
    source: sourceSchema('The real table.'),
    schema: {
      description: 'Corrections to what is inferred from the data.',
      type: 'object',
      additionalProperties: false,
      properties: {
        columns: {
          description: 'Column name to what is known better than inferred.',
          type: 'object',
          additionalProperties: {
            type: 'object',
            additionalProperties: false,
            properties: {
              type: { description: 'What the values mean and how they are modelled.', enum: [...LOGICAL_TYPES] },
              role: { description: 'What the column is to the owner of the chain.', enum: [...COLUMN_ROLES] },
            },
          },
        },
      },
    },
    split: {
      description:
        'Real rows kept from training, against which privacy and quality are judged: a file of its own or a share.',
      type: 'object',
      additionalProperties: false,
      properties: {
        holdout: sourceSchema('A table of real rows that are not in the source.'),
        share: {
          description: 'Share of the source rows to hold out.',
          type: 'number',
          exclusiveMinimum: 0,
          exclusiveMaximum: 1,
          default: SPEC_DEFAULTS.split.share,
        },
        seed: seedSchema('Decides which rows are held out.'),
      },
    },
    generator: {
      description: 'The model.',
      type: 'object',
      additionalProperties: false,
      properties: {
        family: {
          description: 'Generator family.',
          type: 'string',
          minLength: 1,
          default: SPEC_DEFAULTS.generator.family,
        },
        parameters: { description: 'Of the family; each has a default.', type: 'object' },
        seed: seedSchema('Of initialisation, batches and sampling.'),
      },
    },
    constraints: constraintsSchema,
    output: {
      description: 'What is generated.',
      type: 'object',
      additionalProperties: false,
      properties: {
        rows: {
          description: 'Rows to generate; as many as the training split has when not given.',
          type: ['integer', 'null'],
          minimum: 1,
          maximum: 1_000_000_000_000,
          default: null,
        },
        shardRows: {
          description: 'Rows per shard.',
          type: 'integer',
          minimum: 1,
          maximum: 10_000_000,
          default: SPEC_DEFAULTS.output.shardRows,
        },
        conditions: {
          description:
            'Column name to what generated rows have in it: one value, a range (min, max), one of several values (in), or values in given proportions (shares).',
          type: 'object',
          additionalProperties: {
            type: ['string', 'number', 'boolean', 'null', 'object'],
            additionalProperties: false,
            minProperties: 1,
            properties: {
              min: { description: 'Least value, or earliest date.', type: ['number', 'string'] },
              max: { description: 'Greatest value, or latest date.', type: ['number', 'string'] },
              in: {
                description: 'Values, drawn in the proportions the model gives them.',
                type: 'array',
                minItems: 1,
                items: { type: ['string', 'number', 'boolean', 'null'] },
              },
              shares: {
                description: 'Value to its share of the rows; shares need not sum to 1.',
                type: 'object',
                minProperties: 1,
                additionalProperties: { type: 'number', minimum: 0 },
              },
            },
          },
        },
        temperature: {
          description: 'Above 1 more diverse rows, below 1 more typical ones; 1 is the distribution that was learnt.',
          type: 'number',
          exclusiveMinimum: 0,
          maximum: 10,
          default: 1,
        },
      },
    },
    checks: checksSchema,
    policy: policySchema,
    publish: {
      description: 'Where the table goes once the gate lets it.',
      type: 'object',
      additionalProperties: false,
      properties: {
        target: {
          description: 'A folder or URI (file:, s3:); the `published` folder of the state folder when not given.',
          type: ['string', 'null'],
          minLength: 1,
          default: null,
        },
        format: {
          description: 'Of the published files.',
          enum: ['parquet', 'arrow', 'csv'],
          default: SPEC_DEFAULTS.publish.format,
        },
        rowsPerFile: {
          description: 'Of each published file, about; a million when not given.',
          type: 'integer',
          minimum: 1,
        },
      },
    },
    approval: approvalSchema,
    feedback: feedbackSchema,
    schedule: { ...scheduleSchema, type: ['object', 'null'] },
  },
};
