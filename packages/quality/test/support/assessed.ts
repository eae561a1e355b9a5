import type { Measure } from '@headwater/contracts';
import { compareColumns, Pace, requireSameColumns, type QualityRequest } from '../../src';
import { assessFairness, type FairnessAssessment } from '../../src/fairness/assess-fairness';
import { protectedGroups } from '../../src/fairness/protected-groups';
import { assessFidelity, type FidelityAssessment } from '../../src/fidelity/assess-fidelity';
import { assessUtility, type UtilityAssessment } from '../../src/utility/assess-utility';

/** The fidelity part of an assessment alone. */
export async function fidelityOf(request: QualityRequest): Promise<FidelityAssessment> {
  const { train, holdout, synthetic, frozen = train } = request;
  const columns = compareColumns(train, holdout, synthetic);
  return assessFidelity({ train, holdout, synthetic, frozen }, columns, { ...request, pace: new Pace(request) });
}

/** The utility part alone. */
export async function utilityOf(request: QualityRequest): Promise<UtilityAssessment> {
  const { train, holdout, synthetic } = request;
  requireSameColumns(train, { 'held-out': holdout, synthetic });
  return assessUtility(compareColumns(train, holdout, synthetic), { ...request, pace: new Pace(request) });
}

/** The fairness part alone, its models learnt for it. */
export async function fairnessOf(request: QualityRequest): Promise<FairnessAssessment> {
  const columns = compareColumns(request.train, request.holdout, request.synthetic);
  const groupings = protectedGroups(columns, request.protected ?? [], request.target);
  return assessFairness(columns, groupings, { ...request, pace: new Pace(request) }, null);
}

export function measureOf({ measures }: { measures: readonly Measure[] }, name: string): Measure {
  const found = measures.find((m) => m.name === name);
  if (found === undefined) throw new Error(`no measure ${name} among ${measures.map((m) => m.name).join(', ')}`);
  return found;
}
