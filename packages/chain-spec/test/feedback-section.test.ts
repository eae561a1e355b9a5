import fc from 'fast-check';
import { MIXES, type FeedbackSpec } from '@headwater/contracts';
import { parseSpec, SPEC_DEFAULTS } from '../src';

const parse = (feedback: string) => parseSpec(`name: a\nsource: x\n${feedback}`, { file: 'chain.yaml', baseDir: '/' });
const feedbackOf = (text: string) => parse(text).spec.feedback;

it('is absent where the file says nothing, and all defaults where it says only that', () => {
  expect(parse('').spec).not.toHaveProperty('feedback');
  expect(parse('feedback:\n').spec).not.toHaveProperty('feedback');
  expect(parse('feedback:\n  # mix: real\n').spec).not.toHaveProperty('feedback');
  const { retrainOn, ...defaults } = SPEC_DEFAULTS.feedback;
  expect(feedbackOf('feedback: {}\n')).toEqual({ ...defaults, budgetRows: null, retrainOn: [...retrainOn] });
  expect(parse('feedback: {}\n').warnings).toEqual([]);
});

it('takes what is written, with spans of time in words', () => {
  const written =
    'feedback: { mix: fresh, realFloor: 0.6, realShare: 0.7, verify: false, retrainOn: [schedule], debounce: 90m }\n';
  expect(feedbackOf(written)).toMatchObject({
    mix: 'fresh',
    realFloor: 0.6,
    syntheticCeiling: 0.2,
    realShare: 0.7,
    verify: false,
    retrainOn: ['schedule'],
    debounceSeconds: 5400,
  });
  expect(feedbackOf('feedback: { realFloor: 0.9 }\n')).toMatchObject({ syntheticCeiling: 0.1 });
});

it('gives the experiment `replace` no bounds, and warns of it', () => {
  const { spec, warnings } = parse('feedback: { mix: replace }\n');
  expect(spec.feedback).toMatchObject({ realFloor: 0, syntheticCeiling: 1 });
  expect(warnings).toEqual([expect.stringContaining('chain.yaml:3:18: `replace` is for experiments')]);
});

it.each([
  ['{ mix: mixed }', 'mix'],
  ['{ realFloor: 1.1 }', 'realFloor'],
  ['{ syntheticCeiling: -0.1 }', 'syntheticCeiling'],
  ['{ mostGenerations: 1.5 }', 'mostGenerations'],
  ['{ debounce: 3600 }', 'debounce'],
  ['{ debounce: 1 hour }', 'debounce'],
  ['{ retrainOn: [weather] }', 'retrainOn'],
  ['{ mix: replace, realFloor: 0.1 }', 'replace'],
  ['{ mix: anchor, realFloor: 0.5, realShare: 0.4 }', 'realShare'],
])('refuses %s', (written, named) => {
  let error: unknown;
  try {
    parse(`feedback: ${written}\n`);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ code: 'SPEC_INVALID', message: expect.stringContaining(named) as unknown });
});

it('warns of what another mix would read', () => {
  const { warnings } = parse('feedback: { mix: accumulate, realShare: 0.9, budgetRows: 100 }\n');
  expect(warnings).toHaveLength(2);
});

it('leaves nothing open, whatever is given', () => {
  const keys: (keyof FeedbackSpec)[] = [
    'mix',
    'realFloor',
    'syntheticCeiling',
    'mostGenerations',
    'budgetRows',
    'realShare',
  ];
  keys.push('verify', 'retrainOn', 'debounceSeconds');
  const share = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => Number(x.toFixed(3)));
  fc.assert(
    fc.property(fc.constantFrom(...MIXES), fc.option(share), fc.option(share), (mix, floor, ceiling) => {
      fc.pre(mix !== 'replace' || (floor === null && ceiling === null));
      const lines = [`  mix: ${mix}`];
      if (floor !== null) lines.push(`  realFloor: ${floor}`);
      if (ceiling !== null) lines.push(`  syntheticCeiling: ${ceiling}`);
      const built = feedbackOf(`feedback:\n${lines.join('\n')}\n`)!;
      expect(Object.keys(built).sort()).toEqual([...keys].sort());
      if (floor !== null) expect(built.realFloor).toBe(floor);
      if (ceiling !== null) expect(built.syntheticCeiling).toBe(ceiling);
    }),
  );
});
