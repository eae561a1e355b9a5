import type { Densities } from './shared-rarity';

/**
 * What a model's densities say about each target beyond what the other models' say: differences from the target's mean
 * over models, so that rows which any generator makes do not pass for members (difficulty calibration, Watson et al.,
 * ICLR 2022; LiRA, Carlini et al., S&P 2022, goes further and looks who was in). Broad and sharp densities are brought
 * to one scale and added.
 *
 * Nothing here knows who was in: scores are a function of what the models gave away alone. The audit rests on that.
 */
export class Calibration {
  private readonly broad: Scale;
  private readonly sharp: Scale;

  constructor(models: readonly Densities[]) {
    this.broad = scaleOf(models.map(({ broad }) => broad));
    this.sharp = scaleOf(models.map(({ sharp }) => sharp));
  }

  /** Scores of all targets by one table, theirs or another; higher is likelier to have been in. Their mean is 0. */
  scores({ broad, sharp }: Densities): Float64Array {
    const sums = broad.map((value, t) => standing(this.broad, value, t) + standing(this.sharp, sharp[t] as number, t));
    const mean = meanOf(sums);
    return sums.map((sum) => sum - mean);
  }
}

interface Scale {
  means: Float64Array;
  /** Root mean square of what is left once means of targets and of models are taken away. */
  spread: number;
}

function scaleOf(models: readonly Float64Array[]): Scale {
  const targets = models[0]?.length ?? 0;
  const means = Float64Array.from({ length: targets }, (_, t) => meanOf(models.map((m) => m[t] as number)));
  let squares = 0;
  for (const densities of models) {
    const left = densities.map((value, t) => value - (means[t] as number));
    const mean = meanOf(left);
    for (const value of left) squares += (value - mean) ** 2;
  }
  return { means, spread: Math.sqrt(squares / (models.length * targets)) };
}

/** Models that all say the same of every target say nothing. */
function standing({ means, spread }: Scale, value: number, target: number): number {
  return spread > 0 ? (value - (means[target] as number)) / spread : 0;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
