import { GowerSpace } from '../distances/gower-space';
import { drawRows, type AttackTables } from './attack-tables';
import { epsilonLowerBound } from './epsilon-audit';
import { nearestRecords } from './nearest-records';
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

/** Training rows, and equally many held-out rows, that the attacker is to tell apart, and what it has to do so. */
export class MembershipTargets {
  readonly members: Uint32Array;
  readonly others: Uint32Array;
  readonly synthetic: Uint32Array;
  /** Rows of the same population; a target among them does not help with itself. */
  readonly population: Uint32Array;

  constructor(private readonly tables: AttackTables) {
    const { rows, targets, searched } = tables;
    const most = Math.min(targets, rows.train, rows.holdout);
    this.population = drawRows(tables, 'membership', 'holdout', Math.max(most, searched));
    this.members = drawRows(tables, 'membership', 'train', most);
    this.others = this.population.slice(0, most);
    this.synthetic = drawRows(tables, 'membership', 'synthetic', searched);
  }

  /**
   * log of the distance to the nearest row of the population over that to the nearest synthetic row: the density ratio of
   * DOMIAS (van Breugel et al., AISTATS 2023) with nearest-neighbour densities.
   */
  async byDistance(): Promise<MembershipScores> {
    const { tables } = this;
    const space = new GowerSpace(tables.columns, tables.rows.train, tables.seed);
    const synthetic = space.points('synthetic', this.synthetic);
    const population = space.points('holdout', this.population);
    const score = async (side: 'train' | 'holdout', rows: Uint32Array): Promise<Float64Array> => {
      const queries = space.points(side, rows);
      const options = { pace: tables.pace, note: 'telling training rows by distance' };
      const self = side === 'holdout' ? { self: rows.map((_, i) => i) } : {};
      const near = await nearestRecords(queries, synthetic, 1, options);
      const usual = await nearestRecords(queries, population, 1, { ...options, ...self });
      return near.distances.map((d, i) => Math.log(((usual.distances[i] as number) + NEAREST) / (d + NEAREST)));
    };
    return { members: await score('train', this.members), others: await score('holdout', this.others) };
  }

  /** The same comparison by what rows share instead of how far they are. */
  async bySharedInformation(shared: SharedInformation): Promise<MembershipScores> {
    const { pace } = this.tables;
    const score = async (side: 'train' | 'holdout', rows: Uint32Array): Promise<Float64Array> => {
      const self = side === 'holdout' ? { self: rows.map((_, i) => i) } : {};
      const made = await shared.most({ side, rows }, { side: 'synthetic', rows: this.synthetic }, pace);
      const real = await shared.most({ side, rows, ...self }, { side: 'holdout', rows: this.population }, pace);
      return made.information.map((nats, i) => nats - (real.information[i] as number));
    };
    return { members: await score('train', this.members), others: await score('holdout', this.others) };
  }
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
