import { isHeadwaterError, type Measure } from '@headwater/contracts';
import { concatFrames, takeRows, type Frame } from '@headwater/tables';
import { shadowAttack, type ShadowAssessment, type ShadowRequest } from '../src/shadow/shadow-attack';
import type { ShadowTrainer } from '../src/shadow/shadow-models';
import { frameOf, unwatched } from '../../quality/test/support/frames';
import { honest, memorising, population, randomisedResponse, rowKeys } from './support/shadow-trainers';

const train = population(160, 1);
const holdout = population(40, 2);
const real = concatFrames([train, holdout]);

function attack(shadow: ShadowTrainer, over: Partial<ShadowRequest> = {}): Promise<ShadowAssessment> {
  return shadowAttack({ train, holdout, shadow, models: 6, seed: 1, ...unwatched, ...over });
}

function named({ measures }: ShadowAssessment, name: string): Measure & { score: number; interval: [number, number] } {
  const measure = measures.find((one) => one.name === name);
  if (measure?.score === undefined || measure.score === null || measure.interval === null)
    throw new Error(`${name} was not computed: ${measure?.reason}`);
  return measure as Measure & { score: number; interval: [number, number] };
}

const auc = (found: ShadowAssessment) => named(found, 'shadow_membership_auc');
const epsilon = (found: ShadowAssessment) => named(found, 'shadow_epsilon_lower_bound').score;

test('a generator that gives its training rows back is caught', async () => {
  const found = await attack(memorising(1));
  expect(found.measures.map(({ name, family, better, reference }) => [name, family, better, reference])).toEqual([
    ['shadow_membership_auc', 'attack', 'lower', 0.5],
    ['shadow_membership_tpr_at_1_percent', 'attack', 'lower', 0.01],
    ['shadow_epsilon_lower_bound', 'attack', 'lower', 0],
  ]);
  expect(auc(found).score).toBeGreaterThan(0.9);
  expect(auc(found).interval[0]).toBeGreaterThan(0.85);
  expect(named(found, 'shadow_membership_tpr_at_1_percent').score).toBeGreaterThan(0.3);
  expect(epsilon(found)).toBeGreaterThan(1);
  expect(found.notes.join('\n')).toMatch(/6, each trained on 100 fixed rows and about half of 100 targets/);
});

test('the rows it released are told from unseen ones as well', async () => {
  const synthetic = await memorising(9)(train, 99);
  const told = named(await attack(memorising(1), { synthetic }), 'shadow_membership_auc_of_release');
  expect(told.score).toBeGreaterThan(0.9);
  const other = named(await attack(memorising(1), { synthetic: population(160, 77) }), told.name);
  expect(other.interval[0]).toBeLessThan(0.5);
  expect(other.interval[1]).toBeGreaterThan(0.5);
});

test('a generator that learns no row is at 0.5, over seeds as often as 95 % intervals make it', async () => {
  const seeds = 60;
  let [mean, missed, ruledOut] = [0, 0, 0];
  for (let seed = 0; seed < seeds; seed++) {
    const found = await attack(honest(seed), { seed, models: 3 + (seed % 4) });
    const { score, interval } = auc(found);
    mean += score / seeds;
    if (interval[0] > 0.5 || interval[1] < 0.5) missed++;
    if (epsilon(found) > 0) ruledOut++;
  }
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  // 60 draws at 5 %: 8 or more happen once in 100.
  expect(missed).toBeLessThanOrEqual(7);
  expect(ruledOut).toBeLessThanOrEqual(7);
});

test.each([1, 2.5])('randomised response of epsilon %d: never bounded above it, and not far below', async (level) => {
  const seeds = 40;
  let [above, mean] = [0, 0];
  for (let seed = 0; seed < seeds; seed++) {
    const bound = epsilon(await attack(randomisedResponse(real, level, seed), { seed, models: 8 }));
    mean += bound / seeds;
    if (bound > level) above++;
  }
  // 40 draws at 5 %: 6 or more happen once in 72.
  expect(above).toBeLessThanOrEqual(5);
  expect(mean).toBeGreaterThan(0.6 * level);
});

test('models differ in who is in, and nothing but the rows tells it', async () => {
  const given: Frame[] = [];
  const watching: ShadowTrainer = (rows, index) => {
    given.push(rows);
    return honest(1)(rows, index);
  };
  await attack(watching, { models: 20 });
  const keys = given.map((rows) => new Set(rowKeys(rows)));
  const shares = rowKeys(real).map((key) => keys.filter((of) => of.has(key)).length / keys.length);
  const sometimes = shares.filter((share) => share > 0 && share < 1);
  expect(shares.filter((share) => share === 1).length).toBe(100);
  // 100 targets, each in with chance 1/2 for each of 20 models.
  expect(sometimes.length).toBe(100);
  expect(Math.abs(sometimes.reduce((a, b) => a + b, 0) / 100 - 0.5)).toBeLessThan(0.05);
  const always = new Set(rowKeys(real).filter((_, i) => shares[i] === 1));
  for (const rows of given) {
    const places = rowKeys(rows).flatMap((key, i) => (always.has(key) ? [i / rows.rows] : []));
    // A hundred places drawn at random: their mean has a standard error of 0.02 at most.
    expect(Math.abs(places.reduce((a, b) => a + b, 0) / places.length - 0.5)).toBeLessThan(0.1);
    for (const column of rows.columns)
      if (column.kind === 'categorical') expect(new Set(column.codes).size).toBe(column.levels.length);
  }
});

test('the same seed gives the same scores, another seed others', async () => {
  const plain = ({ measures }: ShadowAssessment) => measures.map(({ score, interval }) => ({ score, interval }));
  const [first, again, other] = [
    await attack(memorising(3)),
    await attack(memorising(3)),
    await attack(memorising(3), { seed: 2 }),
  ];
  expect(plain(again)).toEqual(plain(first));
  expect(plain(other)).not.toEqual(plain(first));
});

test('without held-out rows targets are training rows', async () => {
  const found = await attack(memorising(1), { holdout: takeRows(holdout, []), targets: 60 });
  expect(auc(found).score).toBeGreaterThan(0.9);
  expect(found.notes[0]).toMatch(/100 fixed rows and about half of 60 targets/);
});

test('what cannot be computed says why', async () => {
  const reasons = async (over: Partial<ShadowRequest>, shadow = honest(1)): Promise<Set<string | undefined>> => {
    const { measures } = await attack(shadow, over);
    expect(measures.map(({ score }) => score)).toEqual(measures.map(() => null));
    return new Set(measures.map(({ reason }) => reason));
  };
  expect(await reasons({ models: 1 })).toEqual(new Set(['it needs 2 shadow models or more, and has 1']));
  const few = takeRows(train, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect([...(await reasons({ train: few, holdout: few }))].join()).toMatch(/needs 20 rows to attack.* and has 11/);
  const names = frameOf({ name: { type: 'identifier', values: Array.from({ length: 60 }, (_, i) => `n${i}`) } });
  expect([...(await reasons({ train: names, holdout: names }))].join()).toMatch(/identifiers or texts/);
  const silent: ShadowTrainer = (rows) => Promise.resolve(takeRows(rows, []));
  expect(await reasons({}, silent)).toEqual(new Set(['shadow model 1 of 6 made no rows']));
  const { measures } = await attack(honest(1), { models: 0, synthetic: train });
  expect(measures.map(({ name }) => name)).toContain('shadow_membership_auc_of_release');
});

test('it reports and stops between models, and passes on what the trainer throws', async () => {
  const notes: string[] = [];
  let trained = 0;
  const counting: ShadowTrainer = (rows, index) => {
    trained++;
    return honest(1)(rows, index);
  };
  const stopping = attack(counting, { report: ({ note }) => notes.push(note), stopRequested: () => trained === 2 });
  await expect(stopping).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
  expect(trained).toBe(2);
  expect(notes).toEqual(expect.arrayContaining(['shadow model 1 of 6', 'shadow model 2 of 6']));
  await expect(attack(() => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
});

test('made rows with other columns are refused', async () => {
  const other = frameOf({ age: { type: 'integer', values: [1, 2, 3] } });
  const failure: unknown = await attack(() => Promise.resolve(other)).catch((error: unknown) => error);
  expect(isHeadwaterError(failure) && failure.code).toBe('SOURCE_SCHEMA_MISMATCH');
  expect(String(failure)).toMatch(/shadow model 1 of 6/);
});
