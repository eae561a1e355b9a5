import type { PolicyRule, PolicySpec } from '@headwater/contracts';
import { NOT_APPLICABLE, OF_CEILING, OVER_REAL_ROWS, SURELY } from './rule-manners';

const fidelity: PolicyRule[] = [
  { measure: 'column_shapes', comparison: '>=', pass: 0.93, warn: 0.85, ...OF_CEILING },
  { measure: 'column_pair_trends', comparison: '>=', pass: 0.9, warn: 0.8, ...OF_CEILING, ...NOT_APPLICABLE },
  { measure: 'column_pair_trends@*', comparison: '>=', pass: 0.85, warn: 0.7, ...OF_CEILING, ...NOT_APPLICABLE },
  { measure: 'two_sample_auc', comparison: '<=', pass: 0.75, warn: 1, ...SURELY },
];

const tails: PolicyRule[] = [
  { measure: 'tail_coverage', comparison: '>=', pass: -0.15, warn: -0.4, against: 'reference', ...NOT_APPLICABLE },
  { measure: 'category_coverage', comparison: '>=', pass: 0.95, warn: 0.8, ...OF_CEILING, ...NOT_APPLICABLE },
  { measure: 'mode_drop', comparison: '<=', pass: 0.02, warn: 0.1, against: 'reference' },
];

const utility: PolicyRule[] = [
  {
    measure: 'tstr_auc',
    comparison: '>=',
    pass: 0.97,
    warn: 0.94,
    useInterval: true,
    ...OF_CEILING,
    ...NOT_APPLICABLE,
  },
  { measure: 'tstr_gap', comparison: '<=', pass: 0.02, warn: 0.05, ...SURELY, ...NOT_APPLICABLE },
  { measure: 'column_shapes@*', comparison: '>=', pass: 0.9, warn: 0.75, ...OF_CEILING, ...NOT_APPLICABLE },
  { measure: 'category_coverage@*', comparison: '>=', pass: 0.9, warn: 0.7, ...OF_CEILING, ...NOT_APPLICABLE },
];

const fairness: PolicyRule[] = [
  {
    measure: 'representation_distance',
    comparison: '<=',
    pass: 0.03,
    warn: 0.1,
    ...OVER_REAL_ROWS,
    ...NOT_APPLICABLE,
  },
  {
    measure: 'label_parity_difference',
    comparison: '<=',
    pass: 0.05,
    warn: 0.15,
    ...OVER_REAL_ROWS,
    ...NOT_APPLICABLE,
  },
  { measure: 'bias_amplification', comparison: '<=', pass: 0.05, warn: 0.1, ...SURELY, ...NOT_APPLICABLE },
];

const privacy: PolicyRule[] = [
  { measure: 'share_closer_to_train', comparison: '<=', pass: 0.53, warn: 0.57, ...SURELY },
  { measure: 'exact_matches', comparison: '<=', pass: 0.005, warn: 0.03, ...OVER_REAL_ROWS },
  { measure: 'near_copies', comparison: '<=', pass: 0.02, warn: 0.05, ...SURELY },
  { measure: 'membership_auc', comparison: '<=', pass: 0.55, warn: 0.6, ...SURELY },
  { measure: 'identifier_reuse', comparison: '<=', pass: 0, ...NOT_APPLICABLE },
];

/**
 * Tables that models of credit, fraud or insurance are built on. What such models live on is rare and far out, and whom
 * they decide about is protected by law.
 *
 * Tails: values beyond the 1 % and 99 % quantiles may be at most 0.15 thinner than among unseen real rows, a score that
 * one in twenty samples of 240 such rows misses; rare levels (a default, a kind of fraud) have to be there. Rare class: a
 * model learnt from synthetic rows may lose two points of AUC, and five block. With the target among `checks.segments`,
 * the rows of each class are judged as well, the rare one's most.
 *
 * Fairness: groups of people keep their shares, and synthesis may not make a difference between them surely greater by
 * more than 5 points; 10 block. What differs in the real rows is theirs: it is the reference. bias_amplification is paired
 * and takes the worst of all differences that have rows enough, so that single differences are not judged again, save
 * that of the labels, which is in the table itself. Without `checks.protected` and a target these rules are left out.
 *
 * Privacy as in `internal`, with the attack on membership: to be a customer, or to have failed to pay, is itself a secret.
 */
export const finance: PolicySpec = {
  name: 'finance',
  version: 1,
  rules: [...fidelity, ...tails, ...utility, ...fairness, ...privacy],
};
