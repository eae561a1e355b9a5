import type { MeasureFamily } from '@headwater/contracts';
import type { MeasureDefinition } from '@headwater/quality';

const lower = (family: MeasureFamily, name: string, meaning: string): MeasureDefinition => ({
  name,
  family,
  better: 'lower',
  meaning,
});
const higher = (family: MeasureFamily, name: string, meaning: string): MeasureDefinition => ({
  ...lower(family, name, meaning),
  better: 'higher',
});

/** Every measure of assessPrivacy by its place in the code, in the order of the evidence. Policies know them by name. */
export const PRIVACY_MEASURES = {
  shareCloserToTrain: lower(
    'distance',
    'share_closer_to_train',
    'The share of synthetic rows that lie closer to a training row than to any of equally many real rows the model never saw: 0.5 means it did not memorise, 1 that every row is nearer to what it was trained on.',
  ),
  dcrRatio: higher(
    'distance',
    'dcr_ratio_to_holdout',
    'The typical (median) distance of a synthetic row to the nearest training row, divided by that of unseen real rows: 1 is as far as real rows are, well below 1 is suspiciously near.',
  ),
  dcrP5Ratio: higher(
    'distance',
    'dcr_p5_ratio_to_holdout',
    'How far the twentieth of the synthetic rows that is nearest to training rows is from them, over the same of unseen rows (5th percentiles): it falls below 1 when a few synthetic rows are near-copies.',
  ),
  exactMatches: lower(
    'disclosure',
    'exact_matches',
    'The share of synthetic rows that equal a training row in every column, identifiers and texts aside; unseen real rows that do so by chance are the reference.',
  ),
  identifierReuse: lower(
    'disclosure',
    'identifier_reuse',
    'The share of synthetic rows that carry an identifier or a text which a training row has, letter by letter: it should be 0 for identifiers; texts may repeat, as those of unseen rows do.',
  ),
  singlingOutUnivariate: lower(
    'attack',
    'singling_out_univariate',
    'How much more often a condition on one column, true of one synthetic row alone, is true of exactly one training row than of one unseen row: 0 is no more often, 1 always.',
  ),
  singlingOutMultivariate: lower(
    'attack',
    'singling_out_multivariate',
    'How much more often a condition on three columns together, true of one synthetic row alone, is true of exactly one training row than of one unseen row: 0 is no more often, 1 always.',
  ),
  linkability: lower(
    'attack',
    'linkability',
    'How much more often two halves of a training row, known to two parties, lead to the same synthetic row than two halves of an unseen row: 0 is no more often, 1 always.',
  ),
  inference: lower(
    'attack',
    'inference',
    'How much more often the nearest synthetic row gives away a column of a training row than of an unseen row, over all columns: 0 is no more often, 1 always.',
  ),
  inferenceWorstColumn: lower(
    'attack',
    'inference_worst_column',
    'How much more often the nearest synthetic row gives away the column of a training row that is most surely given away than that of an unseen row: 0 is no more often, 1 always.',
  ),
  attributeInferenceGain: lower(
    'attack',
    'attribute_inference_gain',
    "How much a vote of five similar synthetic rows improves on always guessing the commonest value of a training row's column; the same for unseen rows, which statistics alone give, is the reference.",
  ),
  membershipAuc: lower(
    'attack',
    'membership_auc',
    'How often an attacker who compares distances to synthetic and to other real rows rightly picks the training row from a pair of one training and one unseen row: 0.5 is guessing, 1 is always.',
  ),
  membershipTpr1: lower(
    'attack',
    'membership_tpr_at_1_percent',
    'The share of training rows that this attacker recognises while mistaking one unseen row in a hundred for one: 0.01 is guessing.',
  ),
  membershipTpr10: lower(
    'attack',
    'membership_tpr_at_10_percent',
    'The share of training rows that this attacker recognises while mistaking one unseen row in ten for one: 0.1 is guessing.',
  ),
  rarityMembershipAuc: lower(
    'attack',
    'membership_by_shared_values_auc',
    'How often an attacker who looks for shared rare values rightly picks the training row from a pair of one training and one unseen row: 0.5 is guessing, 1 is always.',
  ),
  rarityMembershipTpr1: lower(
    'attack',
    'membership_by_shared_values_tpr_at_1_percent',
    'The share of training rows recognised by shared rare values while mistaking one unseen row in a hundred: 0.01 is guessing.',
  ),
  rarityMembershipTpr10: lower(
    'attack',
    'membership_by_shared_values_tpr_at_10_percent',
    'The share of training rows recognised by shared rare values while mistaking one unseen row in ten: 0.1 is guessing.',
  ),
  epsilon: lower(
    'attack',
    'membership_epsilon_lower_bound',
    'The differential-privacy epsilon that the attacks on membership rule out with 95 % confidence: the true one is no smaller. 0 means they rule out nothing, not that the data are private.',
  ),
  nndrMedian: higher(
    'distance',
    'nndr_median',
    'The typical (median) distance of a synthetic row to its nearest training row over that to the second nearest, as that of unseen rows is the reference: near 0 where rows are copied.',
  ),
  nndrP5: higher(
    'distance',
    'nndr_p5',
    'The distance to the nearest training row over that to the second nearest, of the twentieth of the synthetic rows where it is smallest (5th percentile): it falls below that of unseen rows when some rows are copied.',
  ),
  largestShareOfOneRow: lower(
    'distance',
    'largest_share_near_one_row',
    'The largest share of synthetic rows that have one and the same training row as their nearest: it exceeds that of unseen rows when a row was memorised and is made again and again.',
  ),
  closerInWorstGroup: lower(
    'distance',
    'share_closer_to_train_worst_group',
    'The share of synthetic rows closer to a training row than to an unseen one, in the worst of eight groups of half the columns: 0.5 means it did not memorise, 1 that every row is nearer to what it was trained on.',
  ),
  sharedWithTrain: lower(
    'distance',
    'share_more_like_train',
    'The share of synthetic rows that have more rare values in common with a training row than with any unseen row: 0.5 means it did not memorise. It sees copies with many values changed.',
  ),
  nearCopies: lower(
    'distance',
    'near_copies',
    'The share of synthetic rows that have more in common with a training row than chance explains: more than any row has with an unseen one.',
  ),
  rareValueLeaks: lower(
    'disclosure',
    'rare_value_leaks',
    'Of the values and pairs of values that only one or two training rows hold, the share that turns up in the synthetic rows; the same of values that only unseen rows hold, by chance, is the reference.',
  ),
  kAnonymity: higher(
    'disclosure',
    'k_anonymity',
    "The fewest synthetic rows that are alike in the declared quasi-identifiers: 1 means some row stands alone. The training rows' own is the reference.",
  ),
  lDiversity: higher(
    'disclosure',
    'l_diversity',
    'The fewest different sensitive values among synthetic rows alike in the quasi-identifiers: 1 means that knowing these gives the sensitive value away.',
  ),
  lDiversityEntropy: higher(
    'disclosure',
    'l_diversity_entropy',
    'How many different sensitive values synthetic rows alike in the quasi-identifiers have at least, rare ones counted for less (the exponential of the entropy): 1 means that knowing these gives the sensitive value away.',
  ),
  tCloseness: lower(
    'disclosure',
    't_closeness',
    'How far the sensitive values of rows alike in the quasi-identifiers are from those of all rows, at worst: 0 is the same distribution, 1 as different as can be.',
  ),
} as const;
