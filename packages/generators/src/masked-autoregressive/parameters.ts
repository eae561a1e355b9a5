import type { ExecutionProvider } from '@headwater/onnx-graph';

/** Parameters of the family as a chain file gives them, defaults filled in. null means: chosen for the table. */
export interface MaskedAutoregressiveParameters {
  hidden: number | null;
  blocks: number;
  epochs: number | null;
  batch: number | null;
  learningRate: number;
  weightDecay: number | null;
  patience: number;
  validationShare: number | null;
  maxSeconds: number | null;
  bins: number;
  minimumHolders: number;
  targetShare: number;
  provider: ExecutionProvider;
}

const whole = (minimum: number, maximum: number) => ({ type: ['integer', 'null'], minimum, maximum, default: null });

export const parameterSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Parameters of masked-autoregressive',
  type: 'object',
  additionalProperties: false,
  properties: {
    hidden: { ...whole(8, 2048), description: 'Width of the hidden layers. null: chosen for the table.' },
    blocks: { type: 'integer', minimum: 1, maximum: 8, default: 2, description: 'Residual blocks of two layers each.' },
    epochs: { ...whole(1, 100_000), description: 'Passes over the training rows at most. null: chosen for the table.' },
    batch: { ...whole(1, 65_536), description: 'Rows per training step. null: chosen for the table.' },
    learningRate: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.002,
      description: 'Highest learning rate; it falls along a cosine to 0.',
    },
    weightDecay: {
      type: ['number', 'null'],
      minimum: 0,
      maximum: 100,
      default: null,
      description:
        'Decay of weights towards 0, apart from the gradient (AdamW). null: chosen for the table, more for fewer rows.',
    },
    patience: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      default: 12,
      description: 'Validations without a better score until training stops.',
    },
    validationShare: {
      type: ['number', 'null'],
      exclusiveMinimum: 0,
      maximum: 0.5,
      default: null,
      description: 'Share of the training rows kept for validation. null: chosen for the table.',
    },
    maxSeconds: {
      type: ['number', 'null'],
      exclusiveMinimum: 0,
      default: null,
      description:
        'Time budget in seconds: width and steps are chosen to fit it on the threads given, and training stops when it is spent. A run cut by the clock cannot be repeated bit for bit. null: no limit.',
    },
    bins: {
      type: 'integer',
      minimum: 4,
      maximum: 1000,
      default: 100,
      description: 'Most quantile bins of a numeric column.',
    },
    provider: {
      type: 'string',
      enum: ['cpu', 'cuda', 'webgpu', 'coreml'],
      default: 'cpu',
      description: 'Where training runs. What the machine does not have gives way to the CPU; the model card says so.',
    },
    targetShare: {
      type: 'number',
      minimum: 0,
      maximum: 0.5,
      default: 0.06,
      description:
        'Share of the training rows that ask for one column given all others: a column of role target, or, where there is none, any of few values.',
    },
    minimumHolders: {
      type: 'integer',
      minimum: 2,
      maximum: 1000,
      default: 5,
      description:
        'A value held by fewer training rows is never stored or released as such (fewer in tables under 250 rows, never under 2).',
    },
  },
} as const;
