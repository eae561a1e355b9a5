import type {
  FairnessGrouping,
  FairnessTables,
  GroupDifference,
  GroupingOutcome,
  GroupModelScores,
  Representation,
} from '@headwater/contracts';
import { interval } from './measure-schema';
import { listOf, nullable, number, objectOf, oneOfWords, share, text, wholeNumber } from './schema-of';

const representation = objectOf<Representation>(
  {
    shares: objectOf<Representation['shares']>(
      { train: listOf(share), holdout: listOf(share), synthetic: listOf(share) },
      {},
    ),
    distance: number,
    interval,
    reference: nullable(number),
  },
  {},
);

const difference = objectOf<GroupDifference>(
  {
    name: oneOfWords([
      'label_parity_difference',
      'statistical_parity_difference',
      'equal_opportunity_difference',
      'equalised_odds_difference',
    ]),
    real: nullable(number),
    synthetic: nullable(number),
    interval,
    amplification: nullable(number),
    amplificationInterval: interval,
    verdict: nullable(oneOfWords(['amplified', 'reduced', 'unclear'])),
  },
  {},
);

const model = objectOf<GroupModelScores>(
  {
    selectionRate: nullable(share),
    truePositiveRate: nullable(share),
    falsePositiveRate: nullable(share),
    auc: nullable(share),
    aucInterval: interval,
    meanProbability: nullable(share),
    calibrationError: nullable(share),
  },
  {},
);

type Group = GroupingOutcome['groups'][number];

const outcome = objectOf<GroupingOutcome>(
  {
    differences: listOf(difference),
    groups: listOf(
      objectOf<Group>(
        {
          heldOutRows: wholeNumber,
          labelRate: objectOf<Group['labelRate']>(
            { real: nullable(share), synthetic: nullable(share), holdout: nullable(share) },
            {},
          ),
          models: objectOf<Group['models']>({ real: model, synthetic: model }, {}),
        },
        {},
      ),
    ),
  },
  {},
);

export const fairness = objectOf<FairnessTables>(
  {
    positive: nullable(text),
    groupings: listOf(
      objectOf<FairnessGrouping>(
        {
          attributes: listOf(text),
          groups: listOf(text),
          representation: nullable(representation),
          outcome: nullable(outcome),
        },
        {},
      ),
    ),
  },
  {},
);
