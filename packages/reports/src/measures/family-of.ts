import { MEASURE_FAMILIES, type Evidence, type Measure, type MeasureFamily } from '@headwater/contracts';
import { PRIVACY_TITLES } from './privacy-titles';
import { QUALITY_TITLES } from './quality-titles';

const FAMILIES: ReadonlyMap<string, MeasureFamily> = new Map(
  MEASURE_FAMILIES.flatMap((family) => {
    const titles: Readonly<Record<string, string>> = { ...QUALITY_TITLES, ...PRIVACY_TITLES }[family];
    return Object.keys(titles).map((name): [string, MeasureFamily] => [name, family]);
  }),
);

/** The family of a measure that says none, as evidence of earlier versions did: by its name, else by its stage. */
export function familyOf({ name, family }: Pick<Measure, 'name' | 'family'>, stage: Evidence['stage']): MeasureFamily {
  const base = name.split('@')[0] ?? name;
  return family ?? FAMILIES.get(base) ?? (stage === 'quality' ? 'fidelity' : 'distance');
}

export interface FamilyWords {
  title: string;
  /** The question that its measures answer. */
  question: string;
}

export const FAMILY_WORDS: Readonly<Record<MeasureFamily, FamilyWords>> = {
  fidelity: { title: 'Fidelity', question: 'Are synthetic rows distributed as real ones are?' },
  utility: { title: 'Utility', question: 'Do models that learn from synthetic rows work on real ones?' },
  fairness: {
    title: 'Fairness',
    question: 'Does synthesis change who is there, and how groups of people are treated?',
  },
  collapse: { title: 'Collapse', question: 'Do variety and rare cases survive?' },
  distance: { title: 'Distance', question: 'Do synthetic rows keep as far from training rows as unseen real rows do?' },
  attack: {
    title: 'Attacks',
    question: 'Does the synthetic table tell more about people who were in the training rows than about others?',
  },
  disclosure: {
    title: 'Disclosure',
    question: 'Do values that only few real rows hold turn up, and can rows hide among others?',
  },
};
