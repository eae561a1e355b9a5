import type { RandomStream } from '@headwater/random';
import { merged, momentsOf, type Moments } from './moments';

/**
 * A normal distribution fitted by maximum likelihood to `rows` rows of the fit before, generation after generation; the
 * first rows come from N(0, 1). What is followed is the fitted variance.
 */
export type GaussianProtocol = 'replace' | 'accumulate' | 'fresh-50';

/**
 * Expected variance of fit `generation` (1 is the fit to real rows), in units of the true one.
 *
 * `replace`: every fit keeps 1 - 1/n of the variance, (1 - 1/n)^t (Shumailov et al., Nature 2024). `accumulate`: fit t
 * adds n rows to the (t - 1) n before and loses 1/(n t²) of it, a product that ends at sin(π/√n)/(π/√n) (Kazdan et al.
 * 2024). `fresh-50`: half of each fit's rows are new real ones; the recursion of mean and variance, which ends at
 * (3n - 2)/(3n + 2).
 */
export function expectedVariance(protocol: GaussianProtocol, rows: number, generation: number): number {
  switch (protocol) {
    case 'replace':
      return (1 - 1 / rows) ** generation;
    case 'accumulate': {
      let product = 1;
      for (let t = 1; t <= generation; t++) product *= 1 - 1 / (rows * t * t);
      return product;
    }
    case 'fresh-50': {
      const half = rows / 2;
      let variance = 1 - 1 / rows;
      let squaredMean = 1 / rows;
      for (let t = 2; t <= generation; t++) {
        const between = squaredMean + (1 + variance) / half;
        squaredMean = (squaredMean + (1 + variance) / half) / 4;
        variance = ((1 - 1 / half) * (1 + variance)) / 2 + between / 4;
      }
      return variance;
    }
  }
}

/** Where the expected variance ends. */
export function limitingVariance(protocol: GaussianProtocol, rows: number): number {
  if (protocol === 'replace') return 0;
  const angle = Math.PI / Math.sqrt(rows);
  return protocol === 'accumulate' ? Math.sin(angle) / angle : (3 * rows - 2) / (3 * rows + 2);
}

/** Fitted variances of one chain at the given generations, in increasing order. */
export function simulateGaussian(
  protocol: GaussianProtocol,
  rows: number,
  generations: readonly number[],
  stream: RandomStream,
): number[] {
  const last = generations[generations.length - 1] ?? 0;
  const found: number[] = [];
  let pool: Moments = momentsOf(rows, () => stream.normal());
  for (let t = 1; t <= last; t++) {
    if (t > 1) pool = nextPool(protocol, rows, pool, stream);
    if (generations.includes(t)) found.push(pool.variance);
  }
  return found;
}

function nextPool(protocol: GaussianProtocol, rows: number, pool: Moments, stream: RandomStream): Moments {
  const { mean } = pool;
  const deviation = Math.sqrt(pool.variance);
  const fromFit = (): number => mean + deviation * stream.normal();
  if (protocol === 'replace') return momentsOf(rows, fromFit);
  if (protocol === 'accumulate') return merged(pool, momentsOf(rows, fromFit));
  return merged(
    momentsOf(rows / 2, () => stream.normal()),
    momentsOf(rows / 2, fromFit),
  );
}
