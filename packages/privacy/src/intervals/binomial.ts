import { logFactorials } from './log-factorials';

/** P(X = k) for k from 0 to n, X binomial with n draws and 0 < p < 1. */
export function binomialProbabilities(n: number, p: number): Float64Array {
  const logs = logFactorials(n);
  const [hit, miss] = [Math.log(p), Math.log1p(-p)];
  return Float64Array.from({ length: n + 1 }, (_, k) =>
    Math.exp((logs[n] as number) - (logs[k] as number) - (logs[n - k] as number) + k * hit + (n - k) * miss),
  );
}
