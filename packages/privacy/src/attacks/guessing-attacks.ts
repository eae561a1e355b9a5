import { RandomStream } from '@headwater/random';
import { withCoordinates } from '../distances/gower-space';
import { GowerTree } from '../distances/gower-tree';
import type { TablePoints } from '../distances/table-points';
import { cell, drawRows, drawTargets, type AttackColumn, type AttackTables } from './attack-tables';
import { bestConstantGuess, voteOf } from './combined-guesses';
import { rightGuess } from './guess';
import { nearestBySecret, type Knowledge } from './known-columns';

/** Synthetic rows that vote on a secret. */
const VOTERS = 5;

/** Which targets' secrets were guessed right: 1 at [target * secrets + secret]. */
export interface Guessed {
  targets: number;
  right: Uint8Array;
}

/** One way of guessing, tried on the training and on the held-out rows. */
export interface Guesses {
  train: Guessed;
  holdout: Guessed;
}

/** Every secret of every target, guessed in four ways. */
export interface GuessingAttacks {
  /** By the nearest synthetic row in the known columns (Anonymeter's attack). */
  nearest: Guesses;
  /** By the vote of the five nearest: the commonest level, the median number. */
  vote: Guesses;
  /** The one guess that is right for the most synthetic rows, whoever the target. */
  constant: Guesses;
  /** By a synthetic row drawn at random (Anonymeter's naive guess). */
  random: Guesses;
}

/** Guesses the secrets of equally many training and held-out rows from synthetic rows. */
export async function guessSecrets(
  tables: AttackTables,
  points: TablePoints,
  knowledge: Knowledge,
): Promise<GuessingAttacks> {
  const targets = drawTargets(tables);
  const known = points.places.flatMap((place, k) => (knowledge.known.includes(place) ? [k] : []));
  const own = knowledge.secrets.map((secret) => known.findIndex((k) => points.places[k] === secret));
  const made = withCoordinates(points.first('synthetic', tables.searched), known);
  const tree = new GowerTree(made);
  const synthetic = drawRows(tables, 'synthetic', made.rows);
  const columns = knowledge.secrets.map((j) => tables.columns[j] as AttackColumn);
  const values = columns.map((column) => Float64Array.from(synthetic, (row) => cell(column, 'synthetic', row)));
  const isRight = columns.map((column) => rightGuess(column));
  const constants = columns.map((column, s) => bestConstantGuess(values[s] as Float64Array, column));
  const on = async (side: 'train' | 'holdout'): Promise<Record<keyof GuessingAttacks, Guessed>> => {
    const rows = targets[side];
    const note = `guessing columns of ${side === 'train' ? 'training' : 'held-out'} rows`;
    const queries = withCoordinates(points.first(side, rows.length), known);
    const options = { k: Math.min(VOTERS, synthetic.length), pace: tables.pace, note };
    const near = await nearestBySecret(queries, tree, own, options);
    const random = new RandomStream(tables.seed, `privacy/attacks/inference/random/${side}`);
    const guessed = (guess: (target: number, s: number) => number): Guessed => {
      const right = new Uint8Array(rows.length * columns.length);
      for (let t = 0; t < rows.length; t++) {
        for (const [s, column] of columns.entries()) {
          const secret = cell(column, side, rows[t] as number);
          right[t * columns.length + s] = isRight[s]?.(guess(t, s), secret) === true ? 1 : 0;
        }
      }
      return { targets: rows.length, right };
    };
    const neighbour = (t: number, s: number, i: number): number => {
      const row = near.rows[(t * columns.length + s) * near.k + i] as number;
      return values[s]?.[row] as number;
    };
    return {
      nearest: guessed((t, s) => neighbour(t, s, 0)),
      vote: guessed((t, s) => {
        const votes = Array.from({ length: near.k }, (_, i) => neighbour(t, s, i));
        return voteOf(votes, columns[s]?.kind === 'continuous');
      }),
      constant: guessed((_, s) => constants[s] as number),
      random: guessed((_, s) => values[s]?.[random.below(synthetic.length)] as number),
    };
  };
  const [train, holdout] = [await on('train'), await on('holdout')];
  const pair = (way: keyof GuessingAttacks): Guesses => ({ train: train[way], holdout: holdout[way] });
  return { nearest: pair('nearest'), vote: pair('vote'), constant: pair('constant'), random: pair('random') };
}

/** Each target's share of right guesses, over all secrets. */
export function sharesByTarget({ targets, right }: Guessed): Float64Array {
  const secrets = right.length / targets;
  return Float64Array.from({ length: targets }, (_, t) => {
    let count = 0;
    for (let s = 0; s < secrets; s++) count += right[t * secrets + s] as number;
    return count / secrets;
  });
}

/** How many targets' secret number `s` was guessed right. */
export function rightOfSecret({ targets, right }: Guessed, s: number): number {
  const secrets = right.length / targets;
  let count = 0;
  for (let t = 0; t < targets; t++) count += right[t * secrets + s] as number;
  return count;
}
