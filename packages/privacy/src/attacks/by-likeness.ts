import type { Measure } from '@headwater/contracts';
import { measured, type MeasureDefinition } from '@headwater/quality';
import { rareValues } from '../disclosure/rare-values';
import { wilsonInterval } from '../wilson';
import { ATTACK_MEASURES } from './attack-measures';
import type { AttackTables } from './attack-tables';
import { closerInWorstGroup } from './closer-in-groups';
import { excessInformation, sharedInformationOf } from './excess-information';
import { auditedEpsilon, MembershipTargets, type MembershipScores } from './membership';
import { largestShareOfOneRow, nearestTraining, neighbourRatios, quantileWithInterval } from './neighbour-ratio';
import { rocArea, truePositiveRate } from './roc';

const M = ATTACK_MEASURES;

/** What distances to the nearest training rows show: ratios of two distances, and rows made over and over. */
export async function amongNeighbours(tables: AttackTables): Promise<Measure[]> {
  const since = performance.now();
  const near = await nearestTraining(tables);
  const [synthetic, holdout] = [neighbourRatios(near.synthetic), neighbourRatios(near.holdout)];
  const ratio = (definition: MeasureDefinition, level: number): Measure => {
    const { value, interval } = quantileWithInterval(synthetic, level);
    const reference = quantileWithInterval(holdout, level).value;
    return measured(definition, { score: value, reference, interval }, since);
  };
  const most = largestShareOfOneRow(near.synthetic);
  const usual = largestShareOfOneRow(near.holdout);
  const share = { score: most.share, reference: usual.share, interval: wilsonInterval(most.share, most.rows) };
  return [ratio(M.nndrMedian, 0.5), ratio(M.nndrP5, 0.05), measured(M.largestShareOfOneRow, share, since)];
}

/** Membership attacks by distance and by shared information, and the epsilon they rule out. */
export async function membership(tables: AttackTables, delta: number): Promise<Measure[]> {
  const since = performance.now();
  const targets = new MembershipTargets(tables);
  const byDistance = await targets.byDistance();
  const sinceShared = performance.now();
  const byRarity = await targets.bySharedInformation(sharedInformationOf(tables).shared);
  const sinceEpsilon = performance.now();
  const epsilon = auditedEpsilon([byDistance, byRarity], delta);
  return [
    ...rocMeasures([M.membershipAuc, M.membershipTpr1, M.membershipTpr10], byDistance, since),
    ...rocMeasures([M.rarityMembershipAuc, M.rarityMembershipTpr1, M.rarityMembershipTpr10], byRarity, sinceShared),
    measured(M.epsilon, { score: epsilon, reference: 0, interval: [epsilon, epsilon] }, sinceEpsilon),
  ];
}

function rocMeasures(
  [area, at1, at10]: readonly [MeasureDefinition, MeasureDefinition, MeasureDefinition],
  { members, others }: MembershipScores,
  since: number,
): Measure[] {
  const { area: score, interval } = rocArea(members, others);
  const at = (definition: MeasureDefinition, share: number): Measure => {
    const found = truePositiveRate(members, others, share);
    return measured(definition, { score: found.rate, reference: share, interval: found.interval }, since);
  };
  return [measured(area, { score, reference: 0.5, interval }, since), at(at1, 0.01), at(at10, 0.1)];
}

/** Synthetic rows that are more like training rows than like held-out ones, in all columns or in some. */
export async function likeTraining(tables: AttackTables): Promise<Measure[]> {
  const since = performance.now();
  const { closer, copies } = await excessInformation(tables, sharedInformationOf(tables));
  const sinceRare = performance.now();
  const rare = await rareValues(tables);
  const measures = [
    measured(M.sharedWithTrain, { score: closer.share, reference: 0.5, interval: closer.interval }, since),
    measured(M.nearCopies, { score: copies.share, reference: 0, interval: copies.interval }, since),
  ];
  if (rare === null) return measures;
  const leaks = { score: rare.ofTrain, reference: rare.ofHoldout, interval: rare.interval };
  return [...measures, measured(M.rareValueLeaks, leaks, sinceRare)];
}

/** share_closer_to_train in the worst group of columns. */
export async function inColumnGroups(tables: AttackTables): Promise<Measure[]> {
  const since = performance.now();
  const { share, interval } = await closerInWorstGroup(tables);
  return [measured(M.closerInWorstGroup, { score: share, reference: 0.5, interval }, since)];
}
