import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ClassReference {
  truth: number[];
  probabilities: number[];
  classes: { auc: number; averagePrecision: number; precision: number; recall: number; f1: number }[];
  auc: number;
  averagePrecision: number;
  minorityF1: number;
  accuracy: number;
  logLoss: number;
}
interface OfClasses {
  auc: number;
  logLoss: number;
}
interface OfNumbers {
  r2: number;
  mae: number;
}
interface Trees {
  income: OfClasses;
  age: OfNumbers;
}
interface Spread {
  mean: number;
  sd: number;
}

export interface UtilityReference {
  metrics: {
    binary: ClassReference;
    multiclass: ClassReference;
    numbers: { truth: number[]; predicted: number[]; r2: number; rmse: number; mae: number };
    ranks: { a: number[]; b: number[]; spearman: number };
  };
  learners: {
    numbersOnly: { features: string[]; income: OfClasses; relationship: OfClasses; 'capital-gain': OfNumbers };
    'trees/train': Trees;
    'trees/ctgan': Trees;
    linear: { income: OfClasses; relationship: OfClasses; age: OfNumbers };
    network: { income: Spread; age: Spread };
  };
  fairness: {
    truth: number[];
    probability: number[];
    groups: Record<
      'sex' | 'race' | 'both',
      {
        group: string[];
        byGroup: Record<string, { rate: number; tpr: number; fpr: number }>;
        statisticalParity: number;
        equalOpportunity: number;
        equalisedOdds: number;
      }
    >;
  };
}

const path = join(__dirname, '../../../../test/reference/quality/utility.json');
export const reference = JSON.parse(readFileSync(path, 'utf8')) as UtilityReference;
