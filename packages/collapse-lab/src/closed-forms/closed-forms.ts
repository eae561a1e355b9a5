import type { ClosedFormRow } from '@headwater/contracts';
import { studentQuantile } from '@headwater/quality';
import { RandomStream } from '@headwater/random';
import { expectedVariance, simulateGaussian, type GaussianProtocol } from './gaussian';
import { expectedErrorRatio, simulateRegression, type RegressionProtocol } from './linear-regression';

export interface ClosedFormSize {
  /** Chains simulated for each row of the table. */
  repetitions: number;
  seed: number;
}

type Experiment = Pick<ClosedFormRow, 'model' | 'protocol' | 'rows' | 'inputs'> & { generations: number[] };

/** Those of which the mean over chains is near normal: without the few rows and many generations that make it skew. */
const EXPERIMENTS: readonly Experiment[] = [
  { model: 'gaussian', protocol: 'replace', rows: 100, generations: [1, 10, 50, 100] },
  { model: 'gaussian', protocol: 'replace', rows: 10, generations: [1, 5, 10] },
  { model: 'gaussian', protocol: 'accumulate', rows: 10, generations: [1, 10, 50] },
  { model: 'gaussian', protocol: 'accumulate', rows: 100, generations: [1, 10, 50] },
  { model: 'gaussian', protocol: 'fresh-50', rows: 10, generations: [1, 10, 50] },
  { model: 'gaussian', protocol: 'fresh-50', rows: 100, generations: [1, 10, 50] },
  { model: 'linear-regression', protocol: 'replace', rows: 100, inputs: 10, generations: [1, 2, 5, 10, 20] },
  { model: 'linear-regression', protocol: 'accumulate', rows: 100, inputs: 10, generations: [1, 2, 5, 10, 20] },
];

/**
 * The closed forms of model collapse beside simulations of our own: mean over `repetitions` chains with its interval, drawn
 * so wide that those of the whole table hold together at 95 %. Same seed, same table.
 */
export function closedForms({ repetitions, seed }: ClosedFormSize): ClosedFormRow[] {
  const count = EXPERIMENTS.reduce((sum, { generations }) => sum + generations.length, 0);
  const errors = studentQuantile(1 - 0.025 / count, repetitions - 1);
  return EXPERIMENTS.flatMap((experiment, index) => {
    const chains = Array.from({ length: repetitions }, (_, chain) =>
      simulate(experiment, new RandomStream(seed, `collapse-lab/closed-form-${index}`, chain)),
    );
    const { generations, ...named } = experiment;
    return generations.map((generation, at): ClosedFormRow => {
      const { mean, error } = meanOf(chains.map((chain) => chain[at] as number));
      const expected = expectation(experiment, generation);
      const interval: [number, number] = [mean - errors * error, mean + errors * error];
      const within = interval[0] <= expected && expected <= interval[1];
      return { ...named, generation, expected, simulated: mean, interval, repetitions, within };
    });
  });
}

function simulate({ model, protocol, rows, inputs = 0, generations }: Experiment, stream: RandomStream): number[] {
  return model === 'gaussian'
    ? simulateGaussian(protocol, rows, generations, stream)
    : simulateRegression(protocol as RegressionProtocol, { inputs, rows }, generations, stream);
}

function expectation({ model, protocol, rows }: Experiment, generation: number): number {
  return model === 'gaussian'
    ? expectedVariance(protocol satisfies GaussianProtocol, rows, generation)
    : expectedErrorRatio(protocol as RegressionProtocol, generation);
}

/** Mean and its standard error. */
function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}
