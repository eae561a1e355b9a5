import { createRequire } from 'node:module';
import type { GeneratorFamily } from '../family';
import type { impute } from './impute';
import { parameterSchema } from './parameters';
import type { sample } from './sample';
import type { score } from './score';
import type { train } from './train';

/**
 * Each ability is loaded by the first who uses it: a name, a parameter or a card is looked at without the network and
 * ONNX Runtime. `import()` would do, but for the sandbox of the tests.
 */
const load = createRequire(__filename);
const abilities = {
  train: () => load('./train') as { train: typeof train },
  sample: () => load('./sample') as { sample: typeof sample },
  impute: () => load('./impute') as { impute: typeof impute },
  score: () => load('./score') as { score: typeof score },
};

/**
 * An order-agnostic masked autoregressive network over a table coded as integers: one model gives rows, and rows given
 * the values of any columns.
 */
export const maskedAutoregressive: GeneratorFamily = {
  name: 'masked-autoregressive',
  parameterSchema,
  train: (request) => abilities.train().train(maskedAutoregressive, request),
  sample: (bundle, request) => abilities.sample().sample(maskedAutoregressive, bundle, request),
  impute: (bundle, request) => abilities.impute().impute(maskedAutoregressive, bundle, request),
  logLikelihood: (bundle, request) => abilities.score().score(maskedAutoregressive, bundle, request),
};
