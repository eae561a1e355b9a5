import { Comparisons, readExpected, type Case, type Comparison } from '../../../../test/reference/judges/judged';
import { compareColumns, Pace } from '../../src';
import { collapseMeasures } from '../../src/fidelity/collapse/collapse-measures';
import { neighbourMeasures } from '../../src/fidelity/neighbours/neighbour-measures';
import { unwatched } from '../support/frames';
import { named } from '../support/fidelity-tables';

type Balls = Record<'precision' | 'recall' | 'density' | 'coverage', number>;
type Supports = Record<'alpha_precision' | 'beta_recall' | 'authenticity', number>;

interface Expected {
  prdc: Balls;
  closed: Balls;
  synthcity: Supports;
  authenticity_by_the_paper: number;
  collapse: Record<'tail_coverage' | 'spread_ratio' | 'entropy_ratio' | 'unique_row_share', number>;
}

const expected = readExpected<Expected>('neighbours');
/** How far open balls lie from closed ones: rows on their surface are rare enough. */
const SURFACE = 0.05;

/** prdc, synthcity and signs of collapse. */
export async function compareNeighbours(one: Case): Promise<Comparison[]> {
  const wanted = expected[one.name] as Expected;
  const columns = compareColumns(one.train, one.holdout, one.synthetic);
  const rows = { train: one.train.rows, holdout: one.holdout.rows, synthetic: one.synthetic.rows };
  const options = { sampleRows: 10_000, seed: 1, pace: new Pace(unwatched) };
  const { measures } = await neighbourMeasures(columns, rows, options);
  const score = (name: string): number | null => named(measures, name).score;
  const prdc = new Comparisons('prdc 0.2');
  for (const name of ['precision', 'recall', 'density', 'coverage'] as const) {
    prdc.exact(name, 'closed balls', score(name), wanted.closed[name]);
    prdc.within(SURFACE, `${name}: open balls`, 'open balls', score(name), wanted.prdc[name]);
  }
  const synthcity = new Comparisons('synthcity 0.2.12');
  for (const name of ['alpha_precision', 'beta_recall'] as const) {
    synthcity.exact(name, 'table', score(name), wanted.synthcity[name]);
  }
  const paper = new Comparisons('Alaa 2022, in numpy');
  paper.exact('authenticity', 'by the paper', score('authenticity'), wanted.authenticity_by_the_paper);
  synthcity.within(
    1,
    "authenticity: synthcity's indices",
    'its own',
    score('authenticity'),
    wanted.synthcity.authenticity,
  );

  const collapse = await collapseMeasures(columns, rows, options);
  const numpy = new Comparisons('formula in numpy and scipy');
  for (const name of ['tail_coverage', 'spread_ratio', 'entropy_ratio', 'unique_row_share'] as const)
    numpy.exact(name, 'table', named(collapse.measures, name).score, wanted.collapse[name]);
  return [...prdc.all, ...synthcity.all, ...paper.all, ...numpy.all];
}
