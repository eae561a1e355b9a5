import { requireSameColumns, type Pace } from '@headwater/quality';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { Calibration } from './calibration';
import type { TrialScores } from './clustered-rates';
import type { Densities } from './shared-rarity';
import { drawMembers, trainingRows } from './shadow-rows';
import type { ShadowTargets } from './shadow-targets';
import type { TargetDensities } from './target-densities';

/**
 * Trains a generator of the kind under attack on `rows` alone, with randomness of its own for each `index` (0 …), and
 * answers about as many synthetic rows with the same columns. All models are to come about alike: same parameters, same
 * effort. It should ask for itself whether to stop.
 */
export type ShadowTrainer = (rows: Frame, index: number) => Promise<Frame>;

export interface ShadowPlan {
  real: Frame;
  chosen: ShadowTargets;
  densities: TargetDensities;
  shadow: ShadowTrainer;
  models: number;
  seed: number;
  pace: Pace;
}

export interface ShadowRun {
  trials: TrialScores;
  calibration: Calibration;
}

/** Trains the models one after the other, keeps of each what it says of the targets, and scores; or says why not. */
export async function runShadowModels(plan: ShadowPlan): Promise<ShadowRun | { reason: string }> {
  const { real, chosen, models, seed, pace } = plan;
  const targets = chosen.targets.length;
  const members = new Uint8Array(models * targets);
  const found: Densities[] = [];
  for (let m = 0; m < models; m++) {
    const name = `shadow model ${m + 1} of ${models}`;
    await pace.turn({ note: name, done: m, total: models });
    const inside = drawMembers(targets, seed, m);
    members.set(inside, m * targets);
    const rows = trainingRows(real, chosen, inside, new RandomStream(seed, 'privacy/shadow/order', m));
    const synthetic = await plan.shadow(rows, m);
    requireSameColumns(real, { [`${name}'s`]: synthetic });
    if (synthetic.rows === 0) return { reason: `${name} made no rows` };
    found.push(await plan.densities.of(synthetic, m, `attacking ${name}`));
  }
  await pace.turn({ note: 'shadow models', done: models, total: models });
  const calibration = new Calibration(found);
  const scores = new Float64Array(models * targets);
  for (const [m, densities] of found.entries()) scores.set(calibration.scores(densities), m * targets);
  return { trials: { scores, members, models, targets }, calibration };
}
