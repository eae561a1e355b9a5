import { assessQuality } from '@headwater/quality';
import { takeRows } from '@headwater/tables';
import { deviation, mean } from '../support/numbers.mjs';

const MEASURES = ['column_shapes', 'column_pair_trends', 'two_sample_auc'];

/**
 * Scores each candidate and the real rows themselves in the same way, again and again: the real rows are halved at random;
 * one half is what is compared with, the other half and as many rows of each candidate are compared with it. So the real
 * column says what rows without any fault score at this size, and a candidate is as good as its distance from that.
 *
 * Resolves to { measures, columns, pairs }, each by name { real, [candidate]: { mean, deviation } or null }.
 */
export async function compareOverHalves(real, candidates, { splits, random }) {
  const half = real.rows >> 1;
  const sets = Object.fromEntries(['real', ...Object.keys(candidates)].map((name) => [name, []]));
  for (let split = 0; split < splits; split++) {
    const order = random.permutation(real.rows);
    const base = takeRows(real, order.subarray(0, half));
    const rest = takeRows(real, order.subarray(half, 2 * half));
    const same = { base, rest, seed: split };
    sets.real.push(await evidenceOf(rest, same));
    for (const [name, frame] of Object.entries(candidates)) {
      const drawn = random.permutation(frame.rows).subarray(0, half);
      sets[name].push(await evidenceOf(takeRows(frame, drawn), same));
    }
  }
  return {
    perHalf: half,
    measures: Object.fromEntries(MEASURES.map((measure) => [measure, summary(sets, (e) => scoreOf(e, measure))])),
    columns: columnScores(sets),
    pairs: pairScores(sets),
  };
}

/**
 * Evidence about `rows` against `base`. The two-sample test compares them with `rest`, other real rows; for `rest` itself
 * there are none, and its own reference (base against rest) is the score.
 */
async function evidenceOf(rows, { base, rest, seed }) {
  const evidence = await assessQuality({
    train: base,
    holdout: rest,
    synthetic: rows,
    sampleRows: base.rows,
    seed,
    report: () => undefined,
    stopRequested: () => false,
  });
  return { evidence, isRest: rows === rest };
}

function scoreOf({ evidence, isRest }, name) {
  const { score, reference } = evidence.measures.find((measure) => measure.name === name);
  return isRest && name === 'two_sample_auc' ? reference : score;
}

function summary(sets, score) {
  return Object.fromEntries(
    Object.entries(sets).map(([name, evidences]) => {
      const found = evidences.map(score).filter((value) => value !== null);
      return [name, found.length === 0 ? null : { mean: mean(found), deviation: deviation(found) }];
    }),
  );
}

function columnScores(sets) {
  const names = sets.real[0].evidence.columns.map(({ name }) => name);
  return Object.fromEntries(names.map((name, j) => [name, summary(sets, ({ evidence }) => evidence.columns[j].score)]));
}

/** Of pairs that count in every halving (see the quality package); those that fall shortest of real rows first. */
function pairScores(sets) {
  const nameOf = ({ a, b }) => `${a}, ${b}`;
  const counts = new Map();
  for (const { evidence } of Object.values(sets).flat())
    for (const pair of evidence.pairs) counts.set(nameOf(pair), (counts.get(nameOf(pair)) ?? 0) + 1);
  const all = Object.values(sets).flat().length;
  const always = [...counts.keys()].filter((name) => counts.get(name) === all);
  const scored = always.map((name) => [
    name,
    summary(sets, ({ evidence }) => evidence.pairs.find((pair) => nameOf(pair) === name).score),
  ]);
  return Object.fromEntries(scored.sort(([, a], [, b]) => shortfall(a) - shortfall(b)));
}

/** How far the worst candidate is from what real rows score. */
function shortfall({ real, ...candidates }) {
  return Math.min(...Object.values(candidates).map((found) => found.mean - real.mean));
}
