import type { Measure, PolicyRule, Verdict } from '@headwater/contracts';

export interface Judgement {
  verdict: Verdict;
  reason?: string;
}

/** What a rule reads of a measure. */
export type RuleInput = Pick<Measure, 'score' | 'reference' | 'reason' | 'notApplicable'> &
  Partial<Pick<Measure, 'interval'>>;

/**
 * One measure under one rule: pass, else warn, else block. Everything that is not a finite number blocks: a gate that
 * cannot see stays shut.
 */
export function judgeRule(rule: PolicyRule, measure: RuleInput): Judgement {
  const held = heldValue(rule, measure);
  if (typeof held === 'string') return { verdict: 'block', reason: held };
  if (reaches(rule, held, rule.pass)) return { verdict: 'pass' };
  const reason = `${phrase(rule, held)} misses ${rule.comparison} ${rule.pass}`;
  if (rule.warn === undefined) return { verdict: 'block', reason };
  if (reaches(rule, held, rule.warn)) return { verdict: 'warn', reason };
  return { verdict: 'block', reason: `${phrase(rule, held)} misses ${rule.comparison} ${rule.warn}` };
}

/** What is smaller is a rounding error of 0. */
const LEAST_CEILING = 1e-12;

/** The number held against the thresholds, or why there is none. */
function heldValue(rule: PolicyRule, measure: RuleInput): number | string {
  const { score, reference } = measure;
  if (score === null) return measure.reason ?? 'the measure could not be computed';
  if (!Number.isFinite(score)) return `the score is not a finite number (${score})`;
  const held = rule.useInterval === true ? favourableBound(rule, score, measure.interval ?? null) : score;
  if (rule.against === undefined || rule.against === 'absolute') return held;
  if (reference === null) return 'the measure has no reference on real rows to be held against';
  if (!Number.isFinite(reference)) return `the reference is not a finite number (${reference})`;
  if (rule.against === 'reference') return held - reference;
  // Dividing by a negative number would turn better into worse.
  if (reference < 0)
    return `the reference on real rows is negative (${short(reference)}): a share of it has no meaning`;
  if (reference < LEAST_CEILING) return 'the reference on real rows is 0: no share of it can be reached';
  return held / reference;
}

/**
 * The end of the interval nearer to passing. Testing "the true value breaks the rule" against "it does not" at 2.5 %:
 * only a whole interval beyond the threshold fails. An interval that does not hold its score is ignored.
 */
function favourableBound(rule: PolicyRule, score: number, interval: Measure['interval']): number {
  if (interval === null) return score;
  const [low, high] = interval;
  if (!(low <= score && score <= high) || !Number.isFinite(low) || !Number.isFinite(high)) return score;
  return rule.comparison === '<=' ? low : high;
}

function reaches(rule: PolicyRule, value: number, threshold: number): boolean {
  return rule.comparison === '>=' ? value >= threshold : value <= threshold;
}

const WHAT = { absolute: 'score', reference: 'score less reference', ceiling: 'score over reference' } as const;

function phrase(rule: PolicyRule, held: number): string {
  const what = WHAT[rule.against ?? 'absolute'];
  return rule.useInterval === true ? `${what} ${short(held)} (favourable 95 % bound)` : `${what} ${short(held)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
