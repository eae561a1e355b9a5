import type { GeneratorFamily } from '../family';
import { parameterSchema } from './parameters';
import { impute } from './impute';
import { sample } from './sample';
import { score } from './score';
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
  impute: (bundle, request) => impute(maskedAutoregressive, bundle, request),
  logLikelihood: (bundle, request) => score(maskedAutoregressive, bundle, request),
};
