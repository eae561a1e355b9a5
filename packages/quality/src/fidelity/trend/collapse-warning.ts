import type {
  CollapseSignal,
  CollapseStage,
  CollapseWarning,
  GenerationMeasures,
  GenerationTrend,
  Measure,
} from '@headwater/contracts';
import { generationTrend, type GenerationPoint } from './generation-trend';
import { levelsOff } from './levels-off';

/** In the order in which collapse shows. */
const STAGES: readonly CollapseStage[] = ['tails', 'coverage', 'spread', 'likelihood', 'marginals'];

/**
 * Tails and rare categories vanish first, then coverage of the real rows, then variety, then likelihood; utility and
 * single columns are the last to tell (Shumailov et al., Nature 2024; Alemohammad et al., ICLR 2024).
 */
const STAGE_OF: Readonly<Record<string, CollapseStage>> = {
  tail_coverage: 'tails',
  category_coverage: 'tails',
  range_coverage: 'tails',
  mode_drop: 'tails',
  recall: 'coverage',
  coverage: 'coverage',
  beta_recall: 'coverage',
  entropy_ratio: 'spread',
  spread_ratio: 'spread',
  mean_pairwise_distance_ratio: 'spread',
  unique_row_share: 'spread',
  mode_duplication: 'spread',
  log_likelihood: 'likelihood',
  column_shapes: 'marginals',
  column_pair_trends: 'marginals',
  accuracy_univariate: 'marginals',
};

/** The stage of collapse that a measure tells of; null for one that the verdict does not follow. */
export function collapseStageOf(measure: string): CollapseStage | null {
  return STAGE_OF[measure] ?? null;
}

/**
 * Whether a chain's measures worsen over its generations: the slope's confidence interval lies wholly on the wrong side of
 * 0, and the loss is not one that comes to an end near by (`levelsOff`), as where synthetic rows accumulate beside real
 * ones. So that a stage of many measures does not warn more often by chance, each one's confidence is raised until
 * theirs together is 95 % (Bonferroni). Measures it does not know, and generations without a score, are left out.
 */
export function collapseWarning(history: readonly GenerationMeasures[]): CollapseWarning {
  const followed = [...byMeasure(history)].filter(([, f]) => generationTrend(f.points)?.interval != null);
  const signals = STAGES.flatMap((stage) => {
    const inStage = followed.filter(([name]) => STAGE_OF[name] === stage);
    return inStage.flatMap(([measure, { points, better }]): CollapseSignal[] => {
      const trend = generationTrend(points, 1 - 0.05 / inStage.length);
      if (trend === null) return [];
      return [{ measure, stage, trend, worsening: worsens(trend, better) && !levelsOff(points, better) }];
    });
  });
  const worse = signals.filter((s) => s.worsening).map((s) => s.stage);
  const first = worse[0] ?? null;
  const latest = worse[worse.length - 1] ?? null;
  const verdict =
    signals.length === 0 ? 'unknown' : latest === null ? 'stable' : latest === 'tails' ? 'early' : 'collapsing';
  return { verdict, first, latest, signals };
}

interface Followed {
  better: Measure['better'];
  points: GenerationPoint[];
}

function byMeasure(history: readonly GenerationMeasures[]): Map<string, Followed> {
  const followed = new Map<string, Followed>();
  for (const { generation, measures } of history) {
    for (const { name, score, better } of measures) {
      if (score === null || STAGE_OF[name] === undefined) continue;
      const known = followed.get(name) ?? { better, points: [] };
      known.points.push({ generation, score });
      followed.set(name, known);
    }
  }
  return followed;
}

function worsens({ interval }: GenerationTrend, better: Measure['better']): boolean {
  return interval !== null && (better === 'higher' ? interval[1] < 0 : interval[0] > 0);
}
