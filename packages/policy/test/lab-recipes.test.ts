import { LAB_PROTOCOLS, type ArtifactRef, type LabProtocol, type PoolRecipe } from '@headwater/contracts';
import { freshShareOf, madeRows, protocolRecipe } from '../src';

const ref = (name: string): ArtifactRef => ({ kind: 'snapshot', sha256: name, bytes: 1, mediaType: 'x' });
const tables = { first: ref('first'), reserves: [ref('fresh-1'), ref('fresh-2'), ref('fresh-3')] };
const made = [ref('made-0'), ref('made-1'), ref('made-2')];

function partsOf(protocol: LabProtocol, generation: number, rows = 100): (string | number)[][] {
  const recipe = protocolRecipe({ protocol, generation, seed: 4, rows, tables, made: made.slice(0, generation) });
  return (recipe as PoolRecipe).parts.map(({ origin, generation: of, table, rows: count }) => [
    origin,
    of,
    table.sha256,
    count,
  ]);
}

it('replaces: the last generation alone', () => {
  expect(partsOf('replace', 1)).toEqual([['synthetic', 0, 'made-0', 100]]);
  expect(partsOf('replace', 3)).toEqual([['synthetic', 2, 'made-2', 100]]);
});

it('accumulates: the real rows and all generations', () => {
  expect(partsOf('accumulate', 2)).toEqual([
    ['real', 0, 'first', 100],
    ['synthetic', 0, 'made-0', 100],
    ['synthetic', 1, 'made-1', 100],
  ]);
});

it('subsamples the same to a fixed size, whatever the generation', () => {
  expect(partsOf('accumulate-subsample', 2)).toEqual([
    ['real', 0, 'first', 34],
    ['synthetic', 0, 'made-0', 33],
    ['synthetic', 1, 'made-1', 33],
  ]);
  const sizes = [1, 2, 3].map((g) =>
    partsOf('accumulate-subsample', g).reduce((sum, part) => sum + Number(part[3]), 0),
  );
  expect(sizes).toEqual([100, 100, 100]);
});

it.each([
  ['fresh-10', 10],
  ['fresh-30', 30],
  ['fresh-50', 50],
] as const)('%s takes rows nobody has seen, other ones in each generation', (protocol, fresh) => {
  expect(partsOf(protocol, 1)).toEqual([
    ['real', 0, 'fresh-1', fresh],
    ['synthetic', 0, 'made-0', 100 - fresh],
  ]);
  expect(partsOf(protocol, 3)[0]).toEqual(['real', 0, 'fresh-3', fresh]);
  expect(freshShareOf(protocol)).toBe(fresh / 100);
});

it('anchors on the same tenth of the real rows: same table, same seed', () => {
  const recipeOf = (generation: number): PoolRecipe | null =>
    protocolRecipe({ protocol: 'anchor-10', generation, seed: 4, rows: 100, tables, made: made.slice(0, generation) });
  expect(partsOf('anchor-10', 3)).toEqual([
    ['real', 0, 'first', 10],
    ['synthetic', 2, 'made-2', 90],
  ]);
  expect(recipeOf(1)?.seed).toBe(recipeOf(3)?.seed);
});

it('verifies with one protocol alone, from twice as many rows', () => {
  const verified = LAB_PROTOCOLS.filter(
    (protocol) =>
      protocolRecipe({ protocol, generation: 1, seed: 4, rows: 10, tables, made: made.slice(0, 1) })?.verify,
  );
  expect(verified).toEqual(['verified']);
  expect(LAB_PROTOCOLS.filter((protocol) => madeRows(protocol, 10) !== 10)).toEqual(['verified']);
  expect(madeRows('verified', 10)).toBe(20);
});

it('leaves the default to the policy', () => {
  expect(
    protocolRecipe({ protocol: 'default', generation: 1, seed: 4, rows: 10, tables, made: made.slice(0, 1) }),
  ).toBeNull();
});

it('draws other rows in every generation and seed', () => {
  const seeds = [1, 2, 3].flatMap((generation) =>
    [1, 2].map(
      (seed) =>
        protocolRecipe({ protocol: 'replace', generation, seed, rows: 9, tables, made: made.slice(0, generation) })
          ?.seed,
    ),
  );
  expect(new Set(seeds).size).toBe(6);
});

it('refuses a generation without those before it, and fresh rows that are not there', () => {
  const place = { protocol: 'fresh-10' as const, seed: 1, rows: 10, tables };
  expect(() => protocolRecipe({ ...place, generation: 2, made: made.slice(0, 1) })).toThrow(
    'generation 2 cannot follow 1',
  );
  expect(() => protocolRecipe({ ...place, generation: 0, made: [] })).toThrow(RangeError);
  expect(() =>
    protocolRecipe({ ...place, generation: 1, made: made.slice(0, 1), tables: { ...tables, reserves: [] } }),
  ).toThrow('no fresh rows are left');
});
