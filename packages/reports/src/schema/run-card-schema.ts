import {
  COLUMN_ROLES,
  LOGICAL_TYPES,
  type ColumnSchema,
  type ModelCard,
  type PiiFinding,
  type RunCard,
  type TableSchema,
  type TrainingPoint,
} from '@headwater/contracts';
import { assessed } from './assessed-schema';
import { evidenceDefinitions } from './evidence-schema';
import { collapse, generation } from './generations-schema';
import { runDefinitions } from './run-schema';
import {
  definition,
  flag,
  listOf,
  nullable,
  number,
  objectOf,
  oneOfWords,
  sha256,
  text,
  wholeNumber,
  type Schema,
} from './schema-of';

const column = objectOf<ColumnSchema>(
  {
    name: text,
    type: oneOfWords(LOGICAL_TYPES),
    physical: text,
    role: oneOfWords(COLUMN_ROLES),
    nullable: flag,
    written: objectOf<ColumnSchema['written']>(
      { decimals: wholeNumber, trueText: text, falseText: text, format: text, timezone: text },
      { decimals: true, trueText: true, falseText: true, format: true, timezone: true },
    ),
  },
  {},
);

const model = objectOf<ModelCard>(
  {
    version: { const: 1 },
    family: text,
    parameters: { type: 'object' },
    seed: wholeNumber,
    trainRows: wholeNumber,
    columns: wholeNumber,
    modelParameters: wholeNumber,
    dataSha256: sha256,
    codeVersion: text,
    runtime: objectOf<ModelCard['runtime']>({ onnxruntime: text, platform: text, arch: text, cpu: text }, {}),
    differentialPrivacy: nullable(
      objectOf<NonNullable<ModelCard['differentialPrivacy']>>({ epsilon: number, delta: number }, {}),
    ),
    training: listOf(
      objectOf<TrainingPoint>({ epoch: wholeNumber, train: number, validation: number, seconds: number }, {}),
    ),
    bestEpoch: wholeNumber,
    stoppedBecause: oneOfWords(['patience', 'epochs', 'time']),
    notes: listOf(text),
  },
  {},
);

const finding = objectOf<PiiFinding>(
  { column: text, kind: text, matches: wholeNumber, share: number, sampledRows: wholeNumber },
  { sampledRows: true },
);

/** JSON Schema (draft 2020-12) of a run card's JSON twin. */
export const runCardSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Headwater run card',
  description: 'What ran, on which data, with which model, how it scored and what the gate said.',
  ...objectOf<RunCard>(
    {
      version: { const: 1 },
      run: { ...nullable(definition('run')), description: 'null where tables were judged without a chain.' },
      assessed,
      schema: objectOf<TableSchema>({ version: { const: 1 }, columns: listOf(column) }, {}),
      model: nullable(definition('model')),
      decision: nullable(definition('decision')),
      privacy: nullable(definition('evidence')),
      quality: nullable(definition('evidence')),
      pii: listOf(finding),
      generations: listOf(generation),
      collapse,
      headwaterVersion: text,
    },
    { assessed: true, generations: true, collapse: true },
  ),
  $defs: { ...runDefinitions, ...evidenceDefinitions, model },
};
