import { standardErrorsFor } from '../intervals/normal';

/** Estimated chance that one attack succeeds, and the half-width of its interval. */
export interface SuccessRate {
  rate: number;
  error: number;
}

/** A risk between 0 and 1 and its interval. */
export interface Risk {
  value: number;
  interval: [number, number];
  /** How many half-widths of the interval the risk is above 0, before either is kept within 0 and 1. */
  sureness: number;
}

/** How often an attack succeeded on training rows, on held-out rows, and how often a guess without it does. */
export interface AttackRates {
  attack: SuccessRate;
  control: SuccessRate;
  naive: SuccessRate;
}

/**
 * Centre and half-width of Wilson's interval (JASA 1927) of `successes` in `attempts`. The centre, not the share, is the
 * estimate, as in Anonymeter (Giomi et al., PoPETs 2023, section 3).
 */
export function successRate(successes: number, attempts: number, level = 0.95): SuccessRate {
  const z = standardErrorsFor(level);
  const size = attempts + z * z;
  const spread = (successes * (attempts - successes)) / attempts + z ** 2 / 4;
  return { rate: (successes + z ** 2 / 2) / size, error: (z / size) * Math.sqrt(spread) };
}

/**
 * The rate where each target was attacked several times: the mean of the targets' own shares. Attempts on one target
 * stand or fall together, so the error is of the targets' shares, and never below that of a rate seen in as many targets.
 */
export function clusteredRate(shares: Float64Array, level = 0.95): SuccessRate {
  const n = shares.length;
  const mean = shares.reduce((sum, share) => sum + share, 0) / n;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / Math.max(1, n - 1);
  const z = standardErrorsFor(level);
  // At no or full success the spread is 0 although the rate is uncertain: Wilson's last term stays.
  return { rate: mean, error: (z / (n + z * z)) * Math.sqrt(n * variance + z ** 2 / 4) };
}

/**
 * The rate where several of `attempts` may succeed through one and the same row, as conditions on an extreme value do:
 * `perRow` has the successes of each row. Had that row not been drawn, all of them would have failed, so the error is at
 * least that of the rows' draw (a compound Poisson count's).
 */
export function rateByRow(perRow: readonly number[], attempts: number, level = 0.95): SuccessRate {
  const { rate, error } = successRate(
    perRow.reduce((sum, count) => sum + count, 0),
    attempts,
    level,
  );
  const clustered = (standardErrorsFor(level) * Math.hypot(...perRow)) / attempts;
  return { rate, error: Math.max(error, clustered) };
}

/**
 * What the synthetic rows give away beyond what holds for rows the model never saw: (attack - control)/(1 - control),
 * within 0 and 1, its error propagated from both rates (Giomi et al. 2023, equation 6). `control.rate` must be below 1.
 */
export function residualRisk({ attack, control }: Pick<AttackRates, 'attack' | 'control'>): Risk {
  const room = 1 - control.rate;
  const residual = (attack.rate - control.rate) / room;
  const error = Math.hypot(attack.error / room, (control.error * (attack.rate - 1)) / room ** 2);
  return {
    value: within(residual),
    interval: [within(residual - error), within(residual + error)],
    sureness: residual / error,
  };
}

/**
 * The residual risk with an interval that lies above 0 in one case of forty where attack and control are equally likely
 * to succeed. `residualRisk` divides the control's error by its own failures and multiplies it by the attack's, which
 * makes it too small just where the attack came out ahead by chance; here both errors count alike at the lower end.
 */
export function testedRisk({ attack, control }: Pick<AttackRates, 'attack' | 'control'>): Risk {
  const { value, interval, sureness } = residualRisk({ attack, control });
  const [ahead, error] = [attack.rate - control.rate, Math.hypot(attack.error, control.error)];
  const low = within((ahead - error) / (1 - control.rate));
  return { value, interval: [Math.min(low, interval[0]), interval[1]], sureness: Math.min(sureness, ahead / error) };
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}
