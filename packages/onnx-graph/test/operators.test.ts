import * as engine from '../src';
import { centralDifferences, differentiatedModel, largestError, stepOf } from './cases/differentiated.cjs';
import { operatorCases, type Recorded } from './cases/index.cjs';

const cases = operatorCases(engine);
const data = (tensors: readonly Recorded[]): number[][] => tensors.map((tensor) => tensor.data);

describe.each(Object.keys(cases))('%s', (name) => {
  const tested = cases[name]!;
  const { recorded, type, dynamic } = tested;
  const model = differentiatedModel(engine, tested);

  it('gives the values, gradients and second derivatives PyTorch gives', async () => {
    const results = await (await model)();
    const tolerance = tested.tolerance ?? (type === 'float64' ? 1e-12 : 2e-6);
    expect(largestError([results.output], [recorded.output.data])).toBeLessThan(tolerance);
    expect(largestError(results.gradients, data(recorded.gradients))).toBeLessThan(tolerance);
    expect(largestError(results.second, data(recorded.second))).toBeLessThan(tolerance);
  });

  if (type === 'float64') {
    it('gives them in float32 too, with two threads', async () => {
      const results = await (await differentiatedModel(engine, tested, 'float32', { threads: 2 }))();
      expect(
        largestError([results.output, ...results.gradients], [recorded.output.data, ...data(recorded.gradients)]),
      ).toBeLessThan(5e-6);
      expect(largestError(results.second, data(recorded.second))).toBeLessThan(2e-5);
    });
  } else {
    it('gives the same bits with two threads', async () => {
      const run = await differentiatedModel(engine, tested, type, { threads: 2 });
      expect(await run()).toEqual(await (await model)());
    });
  }

  if (dynamic !== undefined) {
    it('gives them with dimensions named instead of numbered', async () => {
      const run = await differentiatedModel(engine, tested, type, { dims: dynamic });
      const [named, fixed] = [await run(), await (await model)()];
      const tolerance = type === 'float64' ? 1e-12 : 2e-6;
      expect(largestError(named.gradients, fixed.gradients)).toBeLessThan(tolerance);
      expect(largestError(named.second, fixed.second)).toBeLessThan(tolerance);
    });
  }

  const step = stepOf(tested);
  if (step === undefined) return;
  it('has the gradients that central differences give', async () => {
    const run = await model;
    const [exact, measured] = [await run(), await centralDifferences(run, tested, step)];
    const tolerance = type === 'float64' ? 2e-8 : step === 1 ? 2e-5 : 2e-3;
    expect(largestError(exact.gradients, measured.gradients)).toBeLessThan(tolerance);
    expect(largestError(exact.second, measured.second)).toBeLessThan(tolerance);
  });
});
