import type { Measure } from '@headwater/contracts';
import { measured, type MeasureDefinition } from '@headwater/quality';
import type { TablePoints } from '../distances/table-points';
import { PRIVACY_MEASURES as M } from '../privacy-measures';
import type { AttackTables } from './attack-tables';
import { auditedEpsilon, membershipByDistance, membershipBySharedValues, type MembershipScores } from './membership';
import { rocArea, truePositiveRate } from './roc';
import type { SharedInformation } from './shared-information';

/** Membership attacks by distance and by shared information, and the epsilon they rule out. */
export async function membershipMeasures(
  tables: AttackTables,
  points: TablePoints,
  shared: SharedInformation,
  delta: number,
): Promise<Measure[]> {
  const since = performance.now();
  const byDistance = await membershipByDistance(tables, points);
  const sinceShared = performance.now();
  const byRarity = await membershipBySharedValues(tables, shared);
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
