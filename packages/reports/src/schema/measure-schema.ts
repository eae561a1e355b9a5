import { MEASURE_FAMILIES, type Measure, type PartScore } from '@headwater/contracts';
import { nullable, number, objectOf, oneOfWords, range, share, text } from './schema-of';

export const stage = oneOfWords(['privacy', 'quality']);

export const better = oneOfWords(['higher', 'lower']);

export const interval = nullable(range('95 % interval.'));

export const measure = objectOf<Measure>(
  {
    name: { ...text, description: '`column_shapes@income` is of the level of the segment `income` that scores worst.' },
    family: oneOfWords(MEASURE_FAMILIES),
    score: nullable(number),
    better,
    reference: { ...nullable(number), description: 'What real rows score on the same measure.' },
    interval,
    seconds: number,
    reason: { ...text, description: 'Why there is no score.' },
    notApplicable: { const: true, description: 'There is no score because the measure means nothing for this table.' },
    rates: {
      ...objectOf<NonNullable<Measure['rates']>>({ attack: share, control: share, naive: share }, {}),
      description: 'How often an attack succeeds on training rows, on unseen rows, and by guessing alone.',
    },
    meaning: text,
  },
  { family: true, reason: true, notApplicable: true, rates: true },
);

export const partScore = objectOf<PartScore>({ score: nullable(number), reference: nullable(number) }, {});
