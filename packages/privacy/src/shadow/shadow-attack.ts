import type { Measure } from '@headwater/contracts';
import { measured, notApplicable, notComputed, Pace, requireSameColumns, type Watcher } from '@headwater/quality';
import { concatFrames, takeRows, type Frame } from '@headwater/tables';
import { attackRelease } from './attack-release';
import { auditTrials } from './audit-trials';
import { clusteredArea, clusteredHits, type TrialScores } from './clustered-rates';
import { SHADOW_MEASURES } from './shadow-measures';
import { runShadowModels, type ShadowTrainer } from './shadow-models';
import { shadowNotes } from './shadow-notes';
import { chooseTargets } from './shadow-targets';
import { attackColumns, TargetDensities } from './target-densities';

export interface ShadowRequest extends Watcher {
  /** The real rows the chain's model was trained on. */
  train: Frame;
  /** Real rows of the same population; may be empty. */
  holdout: Frame;
  shadow: ShadowTrainer;
  /** Models to train, 2 or more: 8 find gross memorising, 16 to 64 what a well-trained generator gives away. */
  models: number;
  /** Same seed, tables and synthetic rows of the models: same scores. */
  seed: number;
  /** Released rows of the chain's own model. With them these are attacked as well, and there is a fourth measure. */
  synthetic?: Frame;
  /** Rows attacked, at most; half of the real rows is the most. Default 500. */
  targets?: number;
  /** The delta of the epsilon that is bounded. Default 0. */
  delta?: number;
}

export interface ShadowAssessment {
  measures: Measure[];
  notes: string[];
}

const TARGETS = 500;
/** With fewer targets than this a rate says nothing. */
const FEWEST_TARGETS = 20;
const FALSE_POSITIVES = 0.01;
const M = SHADOW_MEASURES;

/**
 * Membership inference with shadow models: real rows, outlying ones above all, are put in or left out of the training
 * rows of each model at random, and an attacker says from the model's synthetic rows alone which were in. Answers
 * shadow_membership_auc, shadow_membership_tpr_at_1_percent and shadow_epsilon_lower_bound, which are of the generator on
 * this table and not of one release; with `synthetic`, shadow_membership_auc_of_release too. Identifiers and texts are
 * left out.
 *
 * A measure that cannot be computed has a reason. Throws SOURCE_SCHEMA_MISMATCH if columns differ, RUN_CANCELLED if
 * `stopRequested` answers true, and whatever the trainer throws. `stopRequested` and `report` are called between models
 * and several times a second while scores are computed; while a model trains, the trainer sees to it.
 */
export async function shadowAttack(request: ShadowRequest): Promise<ShadowAssessment> {
  const { train, holdout, synthetic, shadow, seed, targets = TARGETS, delta = 0 } = request;
  requireSameColumns(train, { 'held-out': holdout, ...(synthetic === undefined ? {} : { synthetic }) });
  const since = performance.now();
  const pace = new Pace(request);
  const real = concatFrames([train, holdout]);
  const columns = attackColumns(real, takeRows(real, []));
  const most = Math.floor(Math.min(targets, real.rows / 2, train.rows));
  const reason = whyNothing(request.models, columns.length, most);
  if (reason !== null) return nothing(request, reason, since);
  const chosen = await chooseTargets({
    columns,
    rows: { train: train.rows, holdout: holdout.rows },
    count: most,
    seed,
    pace,
  });
  const densities = new TargetDensities(real, chosen.targets, { seed, pace });
  const models = Math.floor(request.models);
  const run = await runShadowModels({ real, chosen, densities, shadow, models, seed, pace });
  if ('reason' in run) return nothing(request, run.reason, since);
  const measures = measuresOf(run.trials, delta, since);
  if (synthetic !== undefined) {
    const sinceRelease = performance.now();
    const found = await densities.of(synthetic, models, 'attacking the released rows');
    const members = Uint8Array.from(chosen.targets, (row) => (row < train.rows ? 1 : 0));
    measures.push(attackRelease(run.calibration.scores(found), members, sinceRelease));
  }
  return { measures, notes: shadowNotes(run.trials, chosen, delta) };
}

/** The first has the seconds of the training, too. */
function measuresOf(trials: TrialScores, delta: number, since: number): Measure[] {
  const area = clusteredArea(trials);
  const auc = measured(M.auc, { score: area.rate, reference: 0.5, interval: area.interval }, since);
  const sinceHits = performance.now();
  const { rate, mistakes, interval } = clusteredHits(trials, FALSE_POSITIVES);
  const tpr1 = measured(M.tpr1, { score: rate, reference: FALSE_POSITIVES, interval }, sinceHits);
  const sinceAudit = performance.now();
  const bound = auditTrials(trials, delta);
  const epsilon = measured(M.epsilon, { score: bound, reference: 0, interval: [bound, bound] }, sinceAudit);
  return [auc, { ...tpr1, rates: { attack: rate, control: mistakes, naive: FALSE_POSITIVES } }, epsilon];
}

function whyNothing(models: number, columns: number, targets: number): string | null {
  if (!(models >= 2)) return `it needs 2 shadow models or more, and has ${models}`;
  if (columns === 0) return 'there is no column to attack: all are identifiers or texts';
  if (targets >= FEWEST_TARGETS) return null;
  return `it needs ${FEWEST_TARGETS} rows to attack or more (at most half of the real rows), and has ${targets}`;
}

/** What a check without shadow models reports of them. */
export function withoutShadowModels(): Measure[] {
  const since = performance.now();
  return [M.auc, M.tpr1, M.epsilon].map((definition) =>
    notApplicable(definition, 'no shadow models were asked for', since),
  );
}

function nothing({ synthetic }: ShadowRequest, reason: string, since: number): ShadowAssessment {
  const definitions = synthetic === undefined ? [M.auc, M.tpr1, M.epsilon] : Object.values(M);
  return { measures: definitions.map((definition) => notComputed(definition, reason, since)), notes: [] };
}
