import type { Trio } from '../compared-columns';
import type { Pace } from '../pace';
import { bootstrapCounts, percentileInterval } from '../utility/bootstrap';
import type { SensitiveGroups } from './sensitive-groups';

export interface Representation {
  /** Share of each group. */
  shares: Trio<number[]>;
  /** Total variation distance of the synthetic shares from those of the training rows. */
  distance: number;
  /** 95 % over resampled synthetic rows. */
  interval: [number, number] | null;
  /** The same of the held-out rows: what sampling alone gives; null without any. */
  reference: number | null;
}

const REPLICATES = 200;

/** Whether each group is there as often as in the training rows, for every grouping; both tables must have rows. */
export async function representations(
  groupings: readonly SensitiveGroups[],
  { seed, pace }: { seed: number; pace: Pace },
): Promise<Representation[]> {
  const found = groupings.map(({ train, holdout, synthetic, names }) => {
    const of = (codes: Int32Array): number[] => sharesOf(codes, names.length, null);
    return { shares: { train: of(train), holdout: of(holdout), synthetic: of(synthetic) }, distances: [] as number[] };
  });
  const rows = groupings[0]?.synthetic.length ?? 0;
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    if (pace.due()) await pace.turn({ note: 'comparing shares of groups', done: replicate, total: REPLICATES });
    const counts = bootstrapCounts(rows, { seed, purpose: 'quality/representation', replicate });
    for (const [i, { synthetic, names }] of groupings.entries()) {
      const { shares, distances } = found[i] as (typeof found)[number];
      distances.push(distance(shares.train, sharesOf(synthetic, names.length, counts)));
    }
  }
  return found.map(({ shares, distances }, i) => ({
    shares,
    distance: distance(shares.train, shares.synthetic),
    interval: percentileInterval(distances),
    reference: groupings[i]?.holdout.length === 0 ? null : distance(shares.train, shares.holdout),
  }));
}

function sharesOf(codes: Int32Array, groups: number, counts: Uint16Array | null): number[] {
  const rows = new Float64Array(groups);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    rows[code] = (rows[code] as number) + (counts === null ? 1 : (counts[i] as number));
  }
  return Array.from(rows, (n) => (codes.length === 0 ? 0 : n / codes.length));
}

function distance(a: readonly number[], b: readonly number[]): number {
  return 0.5 * a.reduce((sum, share, i) => sum + Math.abs(share - (b[i] as number)), 0);
}
