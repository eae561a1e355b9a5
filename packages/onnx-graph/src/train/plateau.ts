/**
 * Lowers the learning rate where validation stops improving, as PyTorch's ReduceLROnPlateau (its patience is one less:
 * there the rate falls with the first validation beyond it).
 */
export interface Plateau {
  /** Validations without improvement after which the rate is lowered. */
  readonly patience: number;
  /** What the rate is multiplied by then. Default 0.5. */
  readonly factor?: number;
  /** The rate is never lowered below this; where the schedule itself is below, the schedule holds. Default 0. */
  readonly minimumRate?: number;
  /** Validations after a reduction that do not count. Default 0. */
  readonly cooldown?: number;
  /** Only a score lower than the best by more than this share of it is an improvement. Default 1e-4. */
  readonly threshold?: number;
}

/** What was seen so far. Plain JSON, part of every checkpoint. */
export interface PlateauState {
  best: number | null;
  stale: number;
  cooldown: number;
  /** Product of all reductions. */
  factor: number;
}

export function initialPlateau(): PlateauState {
  return { best: null, stale: 0, cooldown: 0, factor: 1 };
}

/** The state after one more validation; `factor` is lower when the rate is to fall. */
export function observeScore(plateau: Plateau, state: PlateauState, score: number): PlateauState {
  const { patience, factor = 0.5, cooldown = 0, threshold = 1e-4 } = plateau;
  const better = state.best === null || score < state.best - threshold * Math.abs(state.best);
  const best = better ? score : state.best;
  if (state.cooldown > 0) return { ...state, best, stale: 0, cooldown: state.cooldown - 1 };
  const stale = better ? 0 : state.stale + 1;
  if (stale < patience) return { ...state, best, stale };
  return { best, stale: 0, cooldown, factor: state.factor * factor };
}

/** The rate of the schedule, lowered. */
export function loweredRate(rate: number, state: PlateauState, { minimumRate = 0 }: Plateau): number {
  return Math.max(rate * state.factor, Math.min(rate, minimumRate));
}
