import { GowerTree } from '../distances/gower-tree';
import { nearestRecords } from '../distances/nearest-records';
import type { TablePoints } from '../distances/table-points';
import type { AttackTables } from './attack-tables';
import { epsilonLowerBound } from './epsilon-audit';
import type { SharedInformation } from './shared-information';

/** How much like a training row the attack takes each target to be: higher is more. */
export interface MembershipScores {
  members: Float64Array;
  others: Float64Array;
}

/** Rows that coincide would have an infinite ratio. */
const NEAREST = 1e-9;
/** The auditor claims membership of this share of the candidates, those it is surest of. */
const CLAIMED = [0.01, 0.02, 0.05, 0.1, 0.25];

/**
 * Training rows, and equally many held-out rows, that the attacker is to tell apart. It has the synthetic rows and those
 * of the population, which are the held-out rows; a target among them does not help with itself.
 */
class Targets {
  readonly count: number;
  readonly population: number;

  constructor({ rows, targets, searched }: AttackTables) {
    this.count = Math.min(targets, rows.train, rows.holdout);
    this.population = Math.max(this.count, searched);
  }
}

/**
 * log of the distance to the nearest row of the population over that to the nearest synthetic row: the density ratio of
 * DOMIAS (van Breugel et al., AISTATS 2023) with nearest-neighbour densities.
 */
export async function membershipByDistance(tables: AttackTables, points: TablePoints): Promise<MembershipScores> {
  const targets = new Targets(tables);
  const synthetic = new GowerTree(points.first('synthetic', tables.searched));
  const population = new GowerTree(points.first('holdout', targets.population));
  const score = async (side: 'train' | 'holdout'): Promise<Float64Array> => {
    const queries = points.first(side, targets.count);
    const options = { pace: tables.pace, note: 'telling training rows by distance' };
    // Targets are the first rows of the population.
    const self = side === 'holdout' ? { self: Int32Array.from({ length: queries.rows }, (_, i) => i) } : {};
    const near = await nearestRecords(queries, synthetic, 1, options);
    const usual = await nearestRecords(queries, population, 1, { ...options, ...self });
    return near.distances.map((d, i) => Math.log(((usual.distances[i] as number) + NEAREST) / (d + NEAREST)));
  };
  return { members: await score('train'), others: await score('holdout') };
}

/** The same comparison by what rows share instead of how far they are. */
export async function membershipBySharedValues(
  tables: AttackTables,
  shared: SharedInformation,
): Promise<MembershipScores> {
  const targets = new Targets(tables);
  const score = async (side: 'train' | 'holdout'): Promise<Float64Array> => {
    const query = { side, most: targets.count };
    const made = await shared.most(query, { side: 'synthetic', most: tables.searched });
    const population = { side: 'holdout' as const, most: targets.population };
    const real = await shared.most(query, population, side === 'holdout');
    return made.information.map((nats, i) => nats - (real.information[i] as number));
  };
  return { members: await score('train'), others: await score('holdout') };
}

/**
 * The epsilon that the attacks rule out at 95 %, whatever the model claims. Each attack names its surest shares of the
 * candidates; the best of these audits counts, each held at a confidence that makes all of them hold together.
 */
export function auditedEpsilon(attacks: readonly MembershipScores[], delta: number): number {
  const confidence = 1 - 0.05 / (attacks.length * CLAIMED.length);
  let best = 0;
  for (const { members, others } of attacks) {
    const candidates = members.length + others.length;
    const ranked = [
      ...Array.from(members, (score) => ({ score, right: 1 })),
      ...Array.from(others, (score) => ({ score, right: 0 })),
      // Of equal scores the wrong ones first: the bound must not gain from ties.
    ].sort((a, b) => b.score - a.score || a.right - b.right);
    for (const share of CLAIMED) {
      const claimed = ranked.slice(0, Math.max(1, Math.round(share * candidates)));
      const right = claimed.reduce((sum, one) => sum + one.right, 0);
      best = Math.max(best, epsilonLowerBound({ candidates, guesses: claimed.length, right }, confidence, delta));
    }
  }
  return best;
}
