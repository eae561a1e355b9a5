import type { Dim } from '../src';
import { OPERATOR_CASES } from './support/operator-cases';
import {
  differentiatedModel,
  finiteDifferences,
  largestError,
  type Recorded,
  type RecordedCase,
} from './support/differentiated-model';
import { reference } from './support/reference';

const { cases } = reference<{ cases: Record<string, RecordedCase> }>('gradients.json');

/** ONNX Runtime computes these in float32 only. */
const FLOAT32_ONLY = new Set(['erf', 'gelu', 'softplus', 'binaryCrossEntropy']);
/** Central differences say nothing at a kink, nor through a cast to float32. */
const NO_DIFFERENCES = new Set(['reduceMaxTie', 'castThroughFloat']);
/**
 * Builders that fit inputs whose dimensions are known at run time only: these dimensions of each input are named. Equal
 * names are equal sizes.
 */
const DYNAMIC: Record<string, Dim[][]> = {
  sigmoid: [['n', 'm']],
  addRow: [['n', 'm'], ['m']],
  mulColumn: [
    ['n', 1],
    ['n', 4],
  ],
  divOuter: [
    ['a', 1, 'c'],
    ['b', 1],
  ],
  where: [[3, 4], [4]],
  gemm00: [['n', 4], [4, 5], [5]],
  gemm11: [['k', 3], [5, 'k'], [5]],
  gemmColumnBias: [
    ['n', 'k'],
    ['k', 'm'],
    ['n', 1],
  ],
  matmulBatch: [
    ['b', 3, 4],
    ['b', 4, 5],
  ],
  matmulRows: [
    ['b', 'n', 4],
    [4, 5],
  ],
  matmulBroadcast: [
    ['b', 1, 3, 4],
    [3, 4, 2],
  ],
  softmax2: [['a', 'b', 'c']],
  logSoftmax0: [['a', 'b', 'c']],
  logSumExp: [['n', 'm']],
  reduceSum1: [['a', 'b', 'c']],
  reduceMean02Keep: [['a', 'b', 'c']],
  reduceMeanAll: [['a', 'b', 'c']],
  reduceMax02Keep: [['a', 'b', 'c']],
  cumSum: [['n', 'm']],
  layerNorm: [['n', 5], [5], [5]],
  layerNormAxis1: [
    ['n', 'a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ],
  gather0: [['n', 3]],
  gather1: [['a', 'n', 3]],
  scatterElementsAdd: [
    [3, 'm'],
    [3, 2],
  ],
  slice: [['n', 'm']],
  dynamicSlice: [['n', 'm']],
  concat: [
    ['n', 'a'],
    ['n', 'b'],
    ['n', 'c'],
  ],
  transpose: [['a', 'b', 'c']],
  expand: [[3, 1]],
  unsqueezeSqueeze: [['n', 'm']],
  embeddingSum: [
    ['n', 3],
    [3, 2],
  ],
  residualNetwork: [['n', 3], [3, 5], [5], [5, 5], [5], [5, 3], [3]],
  gradientPenalty: [['n', 3], [3, 5], [5], [5, 1]],
};
const data = (tensors: readonly Recorded[]): number[][] => tensors.map((tensor) => tensor.data);

it('has a builder for every recorded case', () => {
  expect(Object.keys(OPERATOR_CASES).sort()).toEqual(Object.keys(cases).sort());
});

describe.each(Object.keys(cases))('%s', (name) => {
  const recorded = cases[name]!;
  const type = FLOAT32_ONLY.has(name) ? 'float32' : 'float64';
  const model = differentiatedModel(OPERATOR_CASES[name]!, recorded.inputs, recorded.output, type);

  it('gives the values, gradients and second derivatives PyTorch gives', async () => {
    const results = await (await model)(data(recorded.inputs));
    const tolerance = type === 'float64' ? (name === 'castThroughFloat' ? 1e-7 : 1e-12) : 2e-6;
    expect(largestError([results.output], [recorded.output.data])).toBeLessThan(tolerance);
    expect(largestError(results.gradients, data(recorded.gradients))).toBeLessThan(tolerance);
    expect(largestError(results.second, data(recorded.second))).toBeLessThan(tolerance);
  });

  it('gives them in float32 too', async () => {
    const run = await differentiatedModel(OPERATOR_CASES[name]!, recorded.inputs, recorded.output, 'float32');
    const results = await run(data(recorded.inputs));
    expect(
      largestError([results.output, ...results.gradients], [recorded.output.data, ...data(recorded.gradients)]),
    ).toBeLessThan(5e-6);
    expect(largestError(results.second, data(recorded.second))).toBeLessThan(2e-5);
  });

  const dims = DYNAMIC[name];
  if (dims !== undefined) {
    it('gives them with dimensions named instead of numbered', async () => {
      const run = await differentiatedModel(OPERATOR_CASES[name]!, recorded.inputs, recorded.output, type, dims);
      const results = await run(data(recorded.inputs));
      expect(largestError(results.gradients, data(recorded.gradients))).toBeLessThan(1e-12);
      expect(largestError(results.second, data(recorded.second))).toBeLessThan(1e-12);
    });
  }

  if (NO_DIFFERENCES.has(name)) return;
  it('has the gradients that central differences give', async () => {
    const values = data(recorded.inputs);
    const run = await model;
    const [exact, measured] = [
      await run(values),
      await finiteDifferences(run, values, type === 'float64' ? 1e-5 : 1e-2),
    ];
    const tolerance = type === 'float64' ? 2e-8 : 2e-3;
    expect(largestError(exact.gradients, measured.gradients)).toBeLessThan(tolerance);
    expect(largestError(exact.second, measured.second)).toBeLessThan(tolerance);
  });
});
