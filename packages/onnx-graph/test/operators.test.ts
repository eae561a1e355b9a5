import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATOR_CASES } from './support/operator-cases';
import { differentiatedModel, finiteDifferences, largestError, type Recorded } from './support/differentiated-model';

interface RecordedCase {
  inputs: Recorded[];
  output: Recorded;
  gradients: Recorded[];
  second: Recorded[];
}

const reference = JSON.parse(
  readFileSync(join(__dirname, '../../../test/reference/onnx-graph/gradients.json'), 'utf8'),
) as { torch: string; cases: Record<string, RecordedCase> };

/** ONNX Runtime computes these in float32 only. */
const FLOAT32_ONLY = new Set(['erf', 'gelu', 'softplus', 'binaryCrossEntropy']);
/** Central differences say nothing at a kink, nor through a cast to float32. */
const NO_DIFFERENCES = new Set(['reduceMaxTie', 'castThroughFloat']);
const data = (tensors: readonly Recorded[]): number[][] => tensors.map((tensor) => tensor.data);

it('has a builder for every recorded case', () => {
  expect(Object.keys(OPERATOR_CASES).sort()).toEqual(Object.keys(reference.cases).sort());
});

describe.each(Object.keys(reference.cases))('%s', (name) => {
  const recorded = reference.cases[name]!;
  const type = FLOAT32_ONLY.has(name) ? 'float32' : 'float64';
  const model = differentiatedModel(OPERATOR_CASES[name]!, recorded.inputs, recorded.output, type);

  it('gives the values, gradients and second derivatives PyTorch gives', async () => {
    const results = await (await model)(data(recorded.inputs));
    const tolerance = type === 'float64' ? (name === 'castThroughFloat' ? 1e-7 : 1e-12) : 2e-6;
    expect(largestError([results.output], [recorded.output.data])).toBeLessThan(tolerance);
    expect(largestError(results.gradients, data(recorded.gradients))).toBeLessThan(tolerance);
    expect(largestError(results.second, data(recorded.second))).toBeLessThan(tolerance);
  });

  if (NO_DIFFERENCES.has(name)) return;
  it('has the gradients that central differences give', async () => {
    const values = data(recorded.inputs);
    const run = await model;
    const [exact, measured] = [await run(values), await finiteDifferences(run, values, type === 'float64' ? 1e-5 : 1e-2)];
    const tolerance = type === 'float64' ? 2e-8 : 2e-3;
    expect(largestError(exact.gradients, measured.gradients)).toBeLessThan(tolerance);
    expect(largestError(exact.second, measured.second)).toBeLessThan(tolerance);
  });
});
