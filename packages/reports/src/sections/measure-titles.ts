const TITLES: Record<string, string> = {
  column_shapes: 'Column shapes',
  column_pair_trends: 'Column pair trends',
  quality_score: 'Quality score',
  two_sample_auc: 'Two-sample AUC',
  share_closer_to_train: 'Share closer to training rows',
  dcr_ratio_to_holdout: 'Distance to closest record against holdout, median',
  dcr_p5_ratio_to_holdout: 'Distance to closest record against holdout, 5th percentile',
  exact_matches: 'Exact matches',
  identifier_reuse: 'Identifier reuse',
};

/** A measure's name for people; an unknown one is read from its own name. */
export function measureTitle(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return TITLES[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
