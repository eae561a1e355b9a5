import { RandomStream } from '@headwater/random';
import { logLikelihood } from '../src/log-likelihood';

test('means, and an interval of both means', () => {
  const { measure, notes } = logLikelihood({
    train: Float64Array.of(-1, -2, -3, -4),
    holdout: Float64Array.of(-2, -4, -6),
  });
  expect(measure).toMatchObject({ name: 'log_likelihood', family: 'fidelity', better: 'higher', score: -4 });
  expect(measure.reference).toBe(-2.5);
  // Variances 5/3 of four and 4 of three rows.
  const margin = 1.959963984540054 * Math.sqrt(5 / 3 / 4 + 4 / 3);
  expect(measure.interval?.[0]).toBeCloseTo(-4 - margin, 12);
  expect(measure.interval?.[1]).toBeCloseTo(-4 + margin, 12);
  expect(notes).toEqual([]);
});

test('the interval holds the reference of equal models in 95 of 100 draws', () => {
  let held = 0;
  for (let index = 0; index < 400; index++) {
    const random = new RandomStream(1, 'test/log-likelihood', index);
    const draw = (rows: number): Float64Array => Float64Array.from({ length: rows }, () => -(random.normal() ** 2));
    const { measure } = logLikelihood({ train: draw(200), holdout: draw(60) });
    const [low, high] = measure.interval ?? [NaN, NaN];
    if (low <= (measure.reference ?? NaN) && (measure.reference ?? NaN) <= high) held++;
  }
  expect(held / 400).toBeGreaterThan(0.915);
  expect(held / 400).toBeLessThan(0.98);
});

test('an impossible row counts as the least probable one, so that ruling out more never pays', () => {
  const train = Float64Array.of(-1, -9);
  const one = logLikelihood({ train, holdout: Float64Array.of(-2, -3, -Infinity) });
  expect(one.measure.score).toBe((-2 - 3 - 9) / 3);
  expect(one.notes).toEqual([
    'log_likelihood: the model holds 1 held-out and 0 training rows impossible; they count as the least probable row.',
  ]);
  const two = logLikelihood({ train, holdout: Float64Array.of(-2, -Infinity, -Infinity) });
  expect(two.measure.score).toBeLessThan(one.measure.score ?? NaN);
});

test('what cannot be computed says why', () => {
  const none = new Float64Array(0);
  const some = Float64Array.of(-1, -2);
  expect(logLikelihood(undefined).measure).toMatchObject({ score: null, reason: 'the model has no exact likelihood' });
  expect(logLikelihood({ train: some, holdout: none }).measure.reason).toBe('there are no held-out rows');
  expect(logLikelihood({ train: some, holdout: Float64Array.of(NaN) }).measure.reason).toBe(
    'the model gave rows no likelihood',
  );
  const impossible = Float64Array.of(-Infinity);
  expect(logLikelihood({ train: impossible, holdout: impossible }).measure.reason).toBe(
    'the model holds every real row impossible',
  );
  expect(logLikelihood({ train: none, holdout: Float64Array.of(-3) }).measure).toMatchObject({
    score: -3,
    reference: null,
    interval: null,
  });
});
