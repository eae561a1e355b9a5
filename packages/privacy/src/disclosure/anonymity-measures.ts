import type { Measure } from '@headwater/contracts';
import { measured, notApplicable, notComputed, type MeasureDefinition } from '@headwater/quality';
import type { Column, Frame } from '@headwater/tables';
import { PRIVACY_MEASURES } from '../privacy-measures';
import { equivalenceClasses } from './equivalence-classes';
import { distinctDiversity, entropyDiversity, kAnonymity } from './k-anonymity';
import { tCloseness } from './t-closeness';

/** Places of columns among the frame's. */
export interface DeclaredColumns {
  quasiIdentifiers: readonly number[];
  sensitive: readonly number[];
}

/**
 * k_anonymity, l_diversity, l_diversity_entropy and t_closeness of the synthetic rows, the training rows' own as
 * reference; of several sensitive columns the worst.
 */
export function anonymityMeasures(train: Frame, synthetic: Frame, declared: DeclaredColumns): Measure[] {
  const { kAnonymity: k, lDiversity, lDiversityEntropy, tCloseness: t } = PRIVACY_MEASURES;
  const all = [k, lDiversity, lDiversityEntropy, t];
  const since = performance.now();
  const undeclared = (definitions: readonly MeasureDefinition[], reason: string): Measure[] =>
    definitions.map((definition) => notApplicable(definition, reason, since));
  if (declared.quasiIdentifiers.length === 0) return undeclared(all, 'no column is declared a quasi-identifier');
  if (synthetic.rows === 0)
    return all.map((definition) => notComputed(definition, 'there are no synthetic rows', since));
  const classesOf = (frame: Frame): Uint32Array[] => equivalenceClasses(frame, at(frame, declared.quasiIdentifiers));
  const [made, real] = [classesOf(synthetic), classesOf(train)];
  const measure = (
    definition: MeasureDefinition,
    score: (classes: readonly Uint32Array[], sensitive: Column) => number,
  ): Measure => {
    const from = performance.now();
    const worst = definition.better === 'higher' ? Math.min : Math.max;
    const of = (frame: Frame, classes: readonly Uint32Array[]): number =>
      worst(...at(frame, declared.sensitive).map((column) => score(classes, column)));
    const reference = train.rows === 0 ? null : of(train, real);
    return measured(definition, { score: of(synthetic, made), reference }, from);
  };
  const reference = train.rows === 0 ? null : kAnonymity(real);
  const anonymity = measured(k, { score: kAnonymity(made), reference }, since);
  if (declared.sensitive.length === 0)
    return [anonymity, ...undeclared(all.slice(1), 'no column is declared sensitive')];
  return [
    anonymity,
    measure(lDiversity, distinctDiversity),
    measure(lDiversityEntropy, entropyDiversity),
    measure(t, tCloseness),
  ];
}

function at(frame: Frame, places: readonly number[]): Column[] {
  return places.map((j) => frame.columns[j] as Column);
}
