import {
  Comparisons,
  firstRows,
  readExpected,
  type Case,
  type Comparison,
} from '../../../../test/reference/judges/judged';
import { codedColumns } from '../../src/attacks/coded-columns';
import { guessSecrets, rightOfSecret } from '../../src/attacks/guessing-attacks';
import { linkability } from '../../src/attacks/linkability';
import { rowsToSingleOut, singlingOut } from '../../src/attacks/singling-out';
import { residualRisk, successRate } from '../../src/attacks/success-rate';
import { tablesOf } from './case-tables';

interface Rates {
  attack: number;
  control: number;
}
interface Expected {
  singling_out_univariate: Rates & { risk: number };
  singling_out_multivariate: Rates;
  linkability: Rates;
  inference: Record<string, Rates>;
  /** Of a number that may be negative, as Anonymeter judges guesses, and by their size. */
  inference_of_negatives: Record<string, { as_it_is: Rates; by_size: Rates }>;
}

const expected = readExpected<Expected>('privacy');
/** Conditions Anonymeter tries. */
const CONDITIONS = 400;
/** More than there are on one column: nothing is drawn. */
const EVERY_CONDITION = 1_000_000;
const SIDES = ['attack', 'control'] as const;

/** Rates of whole attacks on training and on held-out rows. */
export async function compareAttacks(one: Case): Promise<Comparison[]> {
  const wanted = expected[one.name] as Expected;
  const { tables, points } = tablesOf(one);
  const found = new Comparisons('Anonymeter 1.1');
  const rates = (measure: string, part: string, ours: Rates, theirs: Rates, attempts: number): void => {
    for (const side of SIDES)
      found.within(drawnApart(theirs[side], attempts), measure, `${part}${side}`, ours[side], theirs[side]);
  };
  const equal = tablesOf({ ...one, train: firstRows(one.train, one.holdout.rows) }, EVERY_CONDITION).tables;
  const rows = rowsToSingleOut(equal, codedColumns(equal.columns));
  const single = await singlingOut(equal, rows, 'univariate');
  if (single === null) throw new Error('no condition');
  const univariate = wanted.singling_out_univariate;
  for (const side of SIDES) found.exact('singling_out_univariate', side, single[side].rate, univariate[side]);
  found.exact('singling_out_univariate', 'risk', residualRisk(single).value, Math.max(0, univariate.risk));
  const out = await singlingOut({ ...equal, targets: CONDITIONS }, rows, 'multivariate');
  if (out === null) throw new Error('no condition');
  const together = { attack: out.attack.rate, control: out.control.rate };
  rates('singling_out_multivariate', '', together, wanted.singling_out_multivariate, CONDITIONS);
  const halves = [0, 1].map((rest) => [...tables.columns.keys()].filter((j) => j % 2 === rest));
  const targets = Math.min(one.train.rows, one.holdout.rows);
  const linked = await linkability(tables, points, halves);
  rates('linkability', '', { attack: linked.attack.rate, control: linked.control.rate }, wanted.linkability, targets);
  const negatives = Object.keys(wanted.inference_of_negatives);
  const secrets = [...Object.keys(wanted.inference), ...negatives];
  const place = (column: string): number => tables.columns.findIndex((c) => c.schema.name === column);
  const { nearest } = await guessSecrets(tables, points, {
    secrets: secrets.map(place),
    known: tables.columns.map((_, j) => j),
  });
  for (const [s, secret] of secrets.entries()) {
    const rate = (side: 'train' | 'holdout'): number => successRate(rightOfSecret(nearest[side], s), targets).rate;
    const ours = { attack: rate('train'), control: rate('holdout') };
    const negative = wanted.inference_of_negatives[secret];
    const theirs = negative?.by_size ?? wanted.inference[secret];
    rates('inference', `${secret}, `, ours, theirs as Rates, targets);
    if (negative === undefined) continue;
    found.within(1, 'inference: negative guesses as they are', secret, ours.attack, negative.as_it_is.attack);
  }
  return found.all;
}

/** Two runs of one attack differ by the draw of targets or conditions and by how ties are broken. */
function drawnApart(rate: number, attempts: number): number {
  return 2.6 * Math.sqrt((2 * Math.max(0.05, rate * (1 - rate))) / attempts);
}
