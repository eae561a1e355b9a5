import { RandomStream } from '@headwater/random';
import { layoutOf, type Layout } from '../src/masked-autoregressive/layout';
import { parameterDefaults } from './parameter-defaults';
import { learningRateAt, planTraining } from '../src/masked-autoregressive/plan';
import { CodeTable } from '../src/masked-autoregressive/code-table';
import { TrainingData } from '../src/masked-autoregressive/training-data';

const layout = layoutOf([2, 3, 3, 5]);
const ROWS = 400;
const random = new RandomStream(1, 'codes');
const codes = Int32Array.from({ length: ROWS * 4 }, (_, i) => random.below(layout.widths[i % 4] as number));
const plan = planTraining({ rows: ROWS, layout, targets: [], threads: 1 }, { ...parameterDefaults(), targetShare: 0 });
const data = () => new TrainingData(tableOf(layout, codes), layout, plan, 11);

function tableOf(of: Layout, all: Int32Array): CodeTable {
  const table = new CodeTable(of, all.length / of.columns);
  for (let row = 0; row < table.rows; row++) table.set(row, all, row * of.columns);
  return table;
}

describe('TrainingData', () => {
  it('gives a step the same rows and masks, whatever it is asked together with', () => {
    const whole = data().steps(0, 30);
    const one = data();
    const size = plan.batch * 4;
    for (const step of [29, 0, 17]) {
      const part = one.steps(step, 1);
      expect(part.codes).toEqual(whole.codes.slice(step * size, (step + 1) * size));
      expect(part.observed).toEqual(whole.observed.slice(step * size, (step + 1) * size));
    }
  });

  it('shows 0 to D - 1 columns equally often, and each column equally often', () => {
    const { observed } = data().steps(0, 400);
    const rows = observed.length / 4;
    const shown = [0, 0, 0, 0, 0];
    const columns = [0, 0, 0, 0];
    for (let i = 0; i < rows; i++) {
      const mask = observed.subarray(i * 4, i * 4 + 4);
      shown[mask.reduce((a, b) => a + b, 0)]!++;
      mask.forEach((bit, j) => (columns[j]! += bit));
    }
    expect(shown[4]).toBe(0);
    // Four standard deviations of a share of 1/4, and of 3/8.
    for (const n of shown.slice(0, 4)) expect(Math.abs(n / rows - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / rows));
    for (const n of columns) expect(Math.abs(n / rows - 0.375)).toBeLessThan(4 * Math.sqrt(0.234 / rows));
  });

  it('never trains on validation rows, and passes over every training row once an epoch at most', () => {
    const marked = Int32Array.from({ length: ROWS }, (_, i) => i);
    const wide = layoutOf([ROWS]);
    const single = planTraining(
      { rows: ROWS, layout: wide, targets: [], threads: 1 },
      { ...parameterDefaults(), batch: 30 },
    );
    const table = new TrainingData(tableOf(wide, marked), wide, single, 3);
    const trained = [...table.steps(0, single.stepsPerEpoch).codes];
    expect(new Set(trained).size).toBe(trained.length);
    const held = new Set(table.validation().codes);
    expect(held.size).toBe(single.validationRows);
    expect(trained.filter((row) => held.has(row))).toEqual([]);
  });

  it('starts the output bias at the log of shares that sum to one', () => {
    const bias = data().logMarginals();
    layout.widths.forEach((_, j) => {
      const shares = [...bias.slice(layout.offsets[j], layout.offsets[j + 1])].map(Math.exp);
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    });
  });
});

describe('learningRateAt', () => {
  it('rises, then falls along a cosine to nearly 0', () => {
    const rates = Array.from({ length: plan.steps }, (_, s) => learningRateAt(plan, s));
    expect(Math.max(...rates)).toBeCloseTo(plan.learningRate, 6);
    expect(rates[0]).toBeLessThan(plan.learningRate / 10);
    expect(rates.at(-1)).toBeLessThan(plan.learningRate / 1000);
  });
});
