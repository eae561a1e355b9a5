import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageKey, type StageIdentity } from '../src';

const REFERENCE = join(__dirname, '../../../test/reference/store/stage-key.json');
const cases = JSON.parse(readFileSync(REFERENCE, 'utf8')) as { identity: StageIdentity; key: string }[];

const identity: StageIdentity = {
  stage: 'train',
  codeVersion: '1.0.0',
  inputs: { train: 'a', holdout: 'b' },
  parameters: { epochs: 3, layers: [8, 8] },
  seed: 1,
};

describe('stage keys', () => {
  it.each(cases)('equal those of an independent implementation: $key', ({ identity: given, key }) => {
    expect(stageKey(given)).toBe(key);
  });

  it('do not depend on the order of properties', () => {
    const turned = { ...identity, inputs: { holdout: 'b', train: 'a' }, parameters: { layers: [8, 8], epochs: 3 } };
    expect(stageKey(turned)).toBe(stageKey(identity));
  });

  it.each<[string, Partial<StageIdentity>]>([
    ['stage', { stage: 'generate' }],
    ['code', { codeVersion: '1.0.1' }],
    ['inputs', { inputs: { train: 'a', holdout: 'c' } }],
    ['roles of inputs', { inputs: { train: 'b', holdout: 'a' } }],
    ['parameters', { parameters: { epochs: 3, layers: [8, 9] } }],
    ['seed', { seed: 2 }],
  ])('depend on the %s', (_, change) => {
    expect(stageKey({ ...identity, ...change })).not.toBe(stageKey(identity));
  });

  it('tell no seed from seed 0', () => {
    const { seed: _, ...unseeded } = identity;
    expect(stageKey(unseeded)).not.toBe(stageKey({ ...identity, seed: 0 }));
  });
});
