import type { ArtifactRef, FeedbackSpec, GenerationRecord, Lineage, PoolPart, PoolRecipe } from '@headwater/contracts';
import { mayMix } from './fresh-rows';
import { shareOut } from './share-out';

/** The real rows of this run. */
export interface RealRows {
  train: ArtifactRef & { rows: number };
  /** SHA-256 of the source they are from; null where it is not known, which counts as seen before. */
  sourceSha256: string | null;
}

export interface PoolRequest {
  /** Of the generation that is to learn. */
  generation: number;
  lineage: Lineage | null;
  real: RealRows;
  feedback: FeedbackSpec;
  seed: number;
}

/** Rows of each kind in a pool. */
interface Counts {
  real: number;
  synthetic: number;
}

/**
 * What a generation learns from. Only rows of accepted generations before it are reused; without any, in generation 0, and
 * where too many generations have passed without fresh real rows, it learns from real rows alone. Whatever the mix, the
 * share of synthetic rows is at most the ceiling and that of real rows at least the floor.
 */
export function poolRecipe({ generation, lineage, real, feedback, seed }: PoolRequest): PoolRecipe {
  const { mix, verify } = feedback;
  const earlier = (lineage?.generations ?? []).filter((record) => record.generation < generation);
  const accepted = earlier.filter((record) => record.accepted && record.rows > 0);
  const reused = mix === 'accumulate' || mix === 'accumulate-budget' ? accepted : accepted.slice(-1);
  const alone = mix === 'real' || reused.length === 0 || !mayMix(earlier, real.sourceSha256, feedback);
  const available = { real: real.train.rows, synthetic: reused.reduce((sum, { rows }) => sum + rows, 0) };
  const counts = alone
    ? { real: available.real, synthetic: 0 }
    : within(countsOf(feedback, available), available, feedback);
  return {
    parts: [...realPart(real, counts.real), ...syntheticParts(reused, counts.synthetic)],
    // The anchor is the same rows in every generation; what else is drawn is drawn anew.
    seed: mix === 'anchor' ? seed : seed + generation,
    verify,
  };
}

/** What the mix asks for, before floor and ceiling. */
function countsOf({ mix, budgetRows, realShare }: FeedbackSpec, available: Counts): Counts {
  const { real, synthetic } = available;
  switch (mix) {
    case 'real':
      return { real, synthetic: 0 };
    case 'accumulate':
      return available;
    case 'accumulate-budget': {
      const budget = Math.min(budgetRows ?? real, real + synthetic);
      const reused = Math.floor((budget * synthetic) / (real + synthetic));
      return { real: Math.min(real, budget - reused), synthetic: reused };
    }
    case 'fresh':
    case 'anchor': {
      const kept = Math.min(real, Math.ceil(real * realShare));
      return { real: kept, synthetic: Math.min(synthetic, real - kept) };
    }
    case 'replace':
      return { real: 0, synthetic };
  }
}

/** So many rows of both as were asked for, real ones in place of the synthetic ones above the ceiling while there are any. */
function within(asked: Counts, available: Counts, { realFloor, syntheticCeiling }: FeedbackSpec): Counts {
  // 1 - 0.8 is not 0.2 in doubles.
  const most = Math.min(syntheticCeiling, Number((1 - realFloor).toFixed(12)));
  const size = asked.real + asked.synthetic;
  if (asked.synthetic <= size * most) return asked;
  const synthetic = Math.max(0, Math.floor(size * most));
  if (size - synthetic <= available.real) return { real: size - synthetic, synthetic };
  return { real: available.real, synthetic: Math.max(0, Math.floor((available.real * most) / (1 - most))) };
}

function realPart({ train }: RealRows, rows: number): PoolPart[] {
  return rows === 0 ? [] : [{ origin: 'real', generation: 0, table: train, rows }];
}

function syntheticParts(reused: readonly GenerationRecord[], rows: number): PoolPart[] {
  const shares = shareOut(
    rows,
    reused.map((record) => record.rows),
  );
  return reused.flatMap(({ generation, shards }, k): PoolPart[] => {
    const count = shares[k] as number;
    return count === 0 ? [] : [{ origin: 'synthetic', generation, table: shards, rows: count }];
  });
}
