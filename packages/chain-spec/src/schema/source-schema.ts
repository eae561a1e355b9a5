import type { JsonSchema } from './json-schema';

const OPTIONS: JsonSchema = {
  description: 'How a CSV file is written. What is not given is sniffed from the first part of the file.',
  type: 'object',
  additionalProperties: false,
  properties: {
    delimiter: {
      description: 'The character between fields.',
      type: 'string',
      minLength: 1,
      maxLength: 1,
      examples: [';', '\t'],
    },
    quote: {
      description: 'The character around fields that hold a delimiter or a line break.',
      type: 'string',
      minLength: 1,
      maxLength: 1,
    },
    encoding: {
      description: 'How text is stored as bytes.',
      enum: ['utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'latin-1', 'iso-8859-1', 'windows-1252'],
    },
    header: { description: 'Whether the first row names the columns.', type: 'boolean' },
    decimal: { description: 'The decimal mark.', enum: ['.', ','] },
    nullValues: {
      description: 'Texts that mean "missing", beside the empty field.',
      type: 'array',
      items: { type: 'string' },
      examples: [['NA', '?']],
    },
  },
};

/** A table of rows: `data.csv`, or an object when its format or its writing must be told. */
export function sourceSchema(description: string): JsonSchema {
  return {
    description,
    type: ['string', 'object'],
    minLength: 1,
    required: ['path'],
    additionalProperties: false,
    properties: {
      path: {
        description: 'A path (a relative one starts at the folder of this file) or a URI (file:, s3:).',
        type: 'string',
        minLength: 1,
        examples: ['data/adult.csv', 's3://bucket/adult.parquet'],
      },
      format: {
        description: 'Told from the name and content when not given.',
        enum: ['csv', 'parquet', 'arrow', 'jsonl'],
      },
      options: OPTIONS,
    },
  };
}
