import type { Measure } from '@headwater/contracts';
import { measured, notApplicable, type MeasureDefinition } from '@headwater/quality';
import type { TablePoints } from '../distances/table-points';
import { jointLevel } from '../intervals/normal';
import { PRIVACY_MEASURES as M } from '../privacy-measures';
import type { AttackTables } from './attack-tables';
import type { CodedColumn } from './coded-columns';
import { guessSecrets, rightOfSecret, sharesByTarget, type GuessingAttacks } from './guessing-attacks';
import type { Knowledge } from './known-columns';
import { linkability } from './linkability';
import { rowsToSingleOut, singlingOut } from './singling-out';
import { clusteredRate, successRate, testedRisk, type AttackRates } from './success-rate';

/** The risks by singling out and by linking. */
export async function singlingOutAndLinking(
  tables: AttackTables,
  points: TablePoints,
  columns: readonly CodedColumn[],
): Promise<Measure[]> {
  const rows = rowsToSingleOut(tables, columns);
  const measures: Measure[] = [];
  for (const [definition, mode] of [
    [M.singlingOutUnivariate, 'univariate'],
    [M.singlingOutMultivariate, 'multivariate'],
  ] as const) {
    const since = performance.now();
    const rates = await singlingOut(tables, rows, mode);
    measures.push(
      rates === null
        ? notApplicable(definition, 'no condition is true of exactly one synthetic row', since)
        : riskMeasure(definition, rates, since),
    );
  }
  const since = performance.now();
  return [...measures, riskMeasure(M.linkability, await linkability(tables, points), since)];
}

/** The risks by guessing columns: over all secrets, of the worst, and against the commonest value. */
export async function guessingSecrets(
  tables: AttackTables,
  points: TablePoints,
  knowledge: Knowledge,
): Promise<Measure[]> {
  const since = performance.now();
  const guesses = await guessSecrets(tables, points, knowledge);
  const overall: AttackRates = {
    attack: clusteredRate(sharesByTarget(guesses.nearest.train)),
    control: clusteredRate(sharesByTarget(guesses.nearest.holdout)),
    naive: clusteredRate(sharesByTarget(guesses.random.train)),
  };
  return [
    riskMeasure(M.inference, overall, since),
    riskMeasure(M.inferenceWorstColumn, worstSecret(guesses, knowledge.secrets.length), since),
    gainMeasure(guesses, since),
  ];
}

function riskMeasure(definition: MeasureDefinition, rates: AttackRates, since: number): Measure {
  if (rates.control.rate >= 1)
    return notApplicable(
      definition,
      'the attack succeeds on all unseen rows: there is nothing more to give away',
      since,
    );
  const { value, interval } = testedRisk(rates);
  const { attack, control, naive } = rates;
  return {
    ...measured(definition, { score: value, reference: 0, interval }, since),
    rates: { attack: attack.rate, control: control.rate, naive: naive.rate },
  };
}

/** The secret whose risk is most surely above 0, its interval drawn so that those of all secrets hold together. */
function worstSecret({ nearest, random }: GuessingAttacks, secrets: number): AttackRates {
  const level = jointLevel(secrets);
  const candidates = Array.from({ length: secrets }, (_, s): AttackRates => {
    const rate = (guessed: typeof nearest.train): AttackRates['attack'] =>
      successRate(rightOfSecret(guessed, s), guessed.targets, level);
    return { attack: rate(nearest.train), control: rate(nearest.holdout), naive: rate(random.train) };
  });
  return candidates.reduce((worst, rates) => (testedRisk(rates).sureness > testedRisk(worst).sureness ? rates : worst));
}

/** The interval takes in the reference's own error, so that the two can be held against each other. */
function gainMeasure({ vote, constant }: GuessingAttacks, since: number): Measure {
  const definition = M.attributeInferenceGain;
  const gain = (side: 'train' | 'holdout'): { gain: number; error: number } => {
    const guessed = clusteredRate(sharesByTarget(vote[side]));
    const room = 1 - clusteredRate(sharesByTarget(constant[side])).rate;
    return { gain: (guessed.rate - 1) / room + 1, error: guessed.error / room };
  };
  const [train, holdout] = [gain('train'), gain('holdout')];
  if (!Number.isFinite(train.gain) || !Number.isFinite(holdout.gain))
    return notApplicable(definition, 'the commonest value is always right', since);
  const margin = Math.hypot(train.error, holdout.error);
  const interval: [number, number] = [train.gain - margin, Math.min(1, train.gain + margin)];
  return measured(definition, { score: train.gain, reference: holdout.gain, interval }, since);
}
