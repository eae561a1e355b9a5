import type { GeneratorFamily } from '../family';
import { parameterSchema } from './parameters';
import { sample } from './sample';
import { train } from './train';

/**
 * An order-agnostic masked autoregressive network over a table coded as integers: one model gives rows, and rows given
 * the values of any columns.
 */
export const maskedAutoregressive: GeneratorFamily = {
  name: 'masked-autoregressive',
  parameterSchema,
  train: (request) => train(maskedAutoregressive, request),
  sample: (bundle, request) => sample(maskedAutoregressive, bundle, request),
};
