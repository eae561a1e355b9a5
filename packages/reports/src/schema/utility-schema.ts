import type {
  ClassScores,
  FeatureImportance,
  LearnerComparison,
  NumberScores,
  OneClassScores,
  UtilityTables,
} from '@headwater/contracts';
import { interval } from './measure-schema';
import { listOf, nullable, number, objectOf, oneOfWords, text, wholeNumber, type Schema } from './schema-of';

const oneClass = objectOf<OneClassScores>(
  { auc: nullable(number), averagePrecision: nullable(number), precision: number, recall: number, f1: number },
  {},
);

const scores: Schema = {
  oneOf: [
    objectOf<{ kind: 'classes' } & ClassScores>(
      {
        kind: { const: 'classes' },
        auc: nullable(number),
        averagePrecision: nullable(number),
        minorityF1: number,
        accuracy: number,
        logLoss: number,
        classes: listOf(oneClass),
      },
      {},
    ),
    objectOf<{ kind: 'numbers' } & NumberScores>(
      { kind: { const: 'numbers' }, r2: nullable(number), rmse: number, mae: number },
      {},
    ),
  ],
};

const learner = objectOf<LearnerComparison>(
  {
    learner: oneOfWords(['boosted_trees', 'linear', 'network']),
    real: scores,
    synthetic: scores,
    headline: objectOf<LearnerComparison['headline']>(
      { real: nullable(number), synthetic: nullable(number), interval },
      {},
    ),
    gap: objectOf<LearnerComparison['gap']>({ score: nullable(number), interval }, {}),
  },
  {},
);

export const utility = objectOf<UtilityTables>(
  {
    kind: { enum: ['binary', 'multiclass', 'regression', null] },
    rows: objectOf<UtilityTables['rows']>({ learnt: wholeNumber, tested: wholeNumber }, {}),
    classes: listOf(text),
    learners: listOf(learner),
    importances: listOf(objectOf<FeatureImportance>({ feature: text, real: number, synthetic: number }, {})),
  },
  {},
);
