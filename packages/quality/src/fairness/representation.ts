import type { Representation } from '@headwater/contracts';
import type { Pace } from '../pace';
import { percentileInterval } from '../utility/bootstrap';
import { pick } from '../utility/learners/feature-rows';
import type { ProtectedGroups } from './protected-groups';
import { drawnPatternCounts, rowPatterns } from './row-patterns';

const REPLICATES = 200;

/** Whether each group is there as often as in the training rows, for every grouping; both tables must have rows. */
export async function representations(
  groupings: readonly ProtectedGroups[],
  { seed, pace }: { seed: number; pace: Pace },
): Promise<Representation[]> {
  const found = groupings.map(({ train, holdout, synthetic, names }) => {
    const of = (codes: Int32Array): number[] => sharesOf(codes, names.length, null);
    return { shares: { train: of(train), holdout: of(holdout), synthetic: of(synthetic) }, distances: [] as number[] };
  });
  const rows = groupings[0]?.synthetic.length ?? 0;
  const patterns = rowPatterns(
    rows,
    groupings.map((g) => g.synthetic),
  );
  const codes = groupings.map((g) => pick(g.synthetic, patterns.example));
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    if (pace.due()) await pace.turn({ note: 'comparing shares of groups', done: replicate, total: REPLICATES });
    const counts = drawnPatternCounts(patterns, { seed, purpose: 'quality/representation', replicate });
    for (const [i, { shares, distances }] of found.entries())
      distances.push(distance(shares.train, sharesOf(codes[i] as Int32Array, shares.train.length, counts)));
  }
  return found.map(({ shares, distances }, i) => ({
    shares,
    distance: distance(shares.train, shares.synthetic),
    interval: percentileInterval(distances),
    reference: groupings[i]?.holdout.length === 0 ? null : distance(shares.train, shares.holdout),
  }));
}

/** Shares of groups among rows, each as often as `counts` says; null: once. */
function sharesOf(codes: Int32Array, groups: number, counts: Uint32Array | null): number[] {
  const rows = new Float64Array(groups);
  let total = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    const count = counts === null ? 1 : (counts[i] as number);
    rows[code] = (rows[code] as number) + count;
    total += count;
  }
  return Array.from(rows, (n) => (total === 0 ? 0 : n / total));
}

function distance(a: readonly number[], b: readonly number[]): number {
  return 0.5 * a.reduce((sum, share, i) => sum + Math.abs(share - (b[i] as number)), 0);
}
