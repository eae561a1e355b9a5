import type { Evidence } from '@headwater/contracts';

/** What a chain file has to declare before some measures mean anything. */
export type Declaration = 'target' | 'protected' | 'quasi-identifiers' | 'shadow-models';

export interface KnownMeasure {
  stage: Evidence['stage'];
  /** Also taken for the levels of every declared segment: `column_shapes@region`. */
  bySegment?: true;
  /** All of these; without them it is not applicable. */
  needs?: readonly Declaration[];
  /** When a check reports it as not applicable, which is less than having failed. */
  notApplicable?: string;
}

const of = (
  stage: Evidence['stage'],
  names: readonly string[],
  rest: Omit<KnownMeasure, 'stage'> = {},
): [string, KnownMeasure][] => names.map((name) => [name, { stage, ...rest }]);
const quality = (names: readonly string[], rest?: Omit<KnownMeasure, 'stage'>): [string, KnownMeasure][] =>
  of('quality', names, rest);
const privacy = (names: readonly string[], rest?: Omit<KnownMeasure, 'stage'>): [string, KnownMeasure][] =>
  of('privacy', names, rest);

const NO_NUMBERS = 'no number or time column varies in the training rows';
const NO_LEVELS = 'no category or boolean column varies in the training rows';
const NO_TARGET = 'no column has the role `target`';
const NO_PROTECTED = 'no column is named in `checks.protected`';
const NO_OUTCOME = `${NO_PROTECTED}, ${NO_TARGET}, or the target is a number and \`checks.positive\` says nothing`;
const NOTHING_TO_SINGLE_OUT = 'no condition is true of exactly one synthetic row';
const TWO_COLUMNS = 'fewer than two columns are neither identifiers nor texts';

/** Every measure that the check stages report, by name. A rule about any other is probably mistyped. */
export const KNOWN_MEASURES: ReadonlyMap<string, KnownMeasure> = new Map([
  ...quality(['column_shapes', 'missing_value_similarity'], { bySegment: true }),
  ...quality(['column_pair_trends'], {
    bySegment: true,
    notApplicable: `${TWO_COLUMNS}, or no two are clearly related in the training rows`,
  }),
  ...quality(['category_coverage'], { bySegment: true, notApplicable: NO_LEVELS }),
  ...quality(['quality_score', 'two_sample_auc', 'column_shapes_worst']),
  ...quality(['column_pair_trends_worst'], {
    notApplicable: `${TWO_COLUMNS}, or no two are clearly related in the training rows`,
  }),
  ...quality(['tail_coverage_worst'], { notApplicable: NO_NUMBERS }),
  ...quality(['ks_complement'], { notApplicable: NO_NUMBERS }),
  ...quality(['tv_complement'], { notApplicable: NO_LEVELS }),
  ...quality(['data_validity', 'data_structure', 'diagnostic_score']),
  ...quality(['boundary_adherence', 'range_coverage', 'tail_coverage', 'spread_ratio'], { notApplicable: NO_NUMBERS }),
  ...quality(['statistic_similarity_mean', 'statistic_similarity_median', 'statistic_similarity_std'], {
    notApplicable: NO_NUMBERS,
  }),
  ...quality(['category_adherence', 'entropy_ratio'], { notApplicable: NO_LEVELS }),
  ...quality(['key_uniqueness'], { notApplicable: 'no identifier differs in all training rows' }),
  ...quality(['accuracy', 'accuracy_univariate']),
  ...quality(['accuracy_bivariate'], { notApplicable: TWO_COLUMNS }),
  ...quality(['accuracy_trivariate'], { notApplicable: 'fewer than three columns are neither identifiers nor texts' }),
  ...quality(['precision', 'recall', 'density', 'coverage', 'alpha_precision', 'beta_recall', 'authenticity']),
  ...quality(['mean_pairwise_distance_ratio', 'unique_row_share', 'mode_drop', 'mode_duplication']),
  ...quality(['log_likelihood'], { notApplicable: 'there is no model, or its family has no exact likelihood' }),
  ...quality(['tstr_auc', 'tstr_auc_linear', 'tstr_auc_network'], {
    needs: ['target'],
    notApplicable: `${NO_TARGET}, or the target is a number`,
  }),
  ...quality(['tstr_r2', 'tstr_r2_linear', 'tstr_r2_network'], {
    needs: ['target'],
    notApplicable: `${NO_TARGET}, or the target has classes`,
  }),
  ...quality(['tstr_gap', 'feature_importance_correlation'], { needs: ['target'], notApplicable: NO_TARGET }),
  ...quality(['representation_distance'], { needs: ['protected'], notApplicable: NO_PROTECTED }),
  ...quality(
    [
      'label_parity_difference',
      'statistical_parity_difference',
      'equal_opportunity_difference',
      'equalised_odds_difference',
      'bias_amplification',
    ],
    { needs: ['protected', 'target'], notApplicable: NO_OUTCOME },
  ),
  ...privacy(['share_closer_to_train', 'dcr_ratio_to_holdout', 'dcr_p5_ratio_to_holdout', 'exact_matches']),
  ...privacy(['identifier_reuse'], { notApplicable: 'no column is an identifier or a text' }),
  ...privacy(['singling_out_univariate'], { notApplicable: NOTHING_TO_SINGLE_OUT }),
  ...privacy(['singling_out_multivariate'], { notApplicable: `${TWO_COLUMNS}, or ${NOTHING_TO_SINGLE_OUT}` }),
  ...privacy(['linkability', 'inference', 'inference_worst_column'], {
    notApplicable: `${TWO_COLUMNS}, or the attack succeeds on all unseen rows, so that nothing more can be given away`,
  }),
  ...privacy(['attribute_inference_gain'], {
    notApplicable: `${TWO_COLUMNS}, or the commonest value is always right`,
  }),
  ...privacy(['share_closer_to_train_worst_group'], { notApplicable: TWO_COLUMNS }),
  ...privacy(['share_more_like_train', 'near_copies', 'nndr_median', 'nndr_p5', 'largest_share_near_one_row']),
  ...privacy(['membership_auc', 'membership_tpr_at_1_percent', 'membership_tpr_at_10_percent']),
  ...privacy([
    'membership_by_shared_values_auc',
    'membership_by_shared_values_tpr_at_1_percent',
    'membership_by_shared_values_tpr_at_10_percent',
    'membership_epsilon_lower_bound',
  ]),
  ...privacy(['rare_value_leaks'], {
    notApplicable: 'no value or pair of values is rare in the training rows, or none in the unseen ones',
  }),
  ...privacy(['k_anonymity'], {
    needs: ['quasi-identifiers'],
    notApplicable: 'no column has the role `quasi-identifier`',
  }),
  ...privacy(['l_diversity', 'l_diversity_entropy', 't_closeness'], {
    needs: ['quasi-identifiers'],
    notApplicable: 'no column has the role `quasi-identifier`, or none has the role `sensitive` or `target`',
  }),
  ...privacy(
    [
      'shadow_membership_auc',
      'shadow_membership_tpr_at_1_percent',
      'shadow_epsilon_lower_bound',
      'shadow_membership_auc_of_release',
    ],
    {
      needs: ['shadow-models'],
      notApplicable: '`checks.shadowModels` is 0, or tables are judged without a chain',
    },
  ),
]);

/** `column_shapes@region` in its parts; the segment is null where the measure is of all rows, `*` where of every one. */
export function partsOf(measure: string): { name: string; segment: string | null } {
  const at = measure.indexOf('@');
  return at < 0 ? { name: measure, segment: null } : { name: measure.slice(0, at), segment: measure.slice(at + 1) };
}

/** The stage that reports a measure; quality for one that is not known. */
export function stageOf(measure: string): Evidence['stage'] {
  return KNOWN_MEASURES.get(partsOf(measure).name)?.stage ?? 'quality';
}
