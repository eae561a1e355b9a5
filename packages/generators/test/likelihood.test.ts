import { Graph, gradients, InferenceSession, initialise, serialise, type Value } from '@headwater/onnx-graph';
import { RandomStream } from '@headwater/random';
import { layoutOf } from '../src/masked-autoregressive/layout';
import { negativeLogLikelihood, trainingLoss } from '../src/masked-autoregressive/likelihood';
import { trainedSpecs } from '../src/masked-autoregressive/network';
import { foldShared } from '../src/masked-autoregressive/ordinal-basis';

const layout = layoutOf([2, 3, 3, 8], [[], [], [], [7, 0, 1, 2, 3, 4, 5]]);
const size = { hidden: 6, blocks: 2 };
const specs = trainedSpecs(layout, size);
const weights = initialise(specs, new RandomStream(2, 'weights'));
const ROWS = 5;
const random = new RandomStream(3, 'rows');
const codes = Int32Array.from(
  { length: ROWS * 4 },
  (_, i) => (layout.offsets[i % 4] as number) + random.below(layout.widths[i % 4] as number),
);
const observed = Float32Array.from({ length: ROWS * 4 }, (_, i) => (i >= 16 ? 1 : random.below(2)));

/** D / (columns not observed) / rows for each column not observed. */
const weighting = observed.map((bit, i) => {
  const open = 4 - observed.slice(i - (i % 4), i - (i % 4) + 4).reduce((a, b) => a + b, 0);
  return bit === 1 ? 0 : 4 / open / ROWS;
});

/** The network with plain loops in double precision, on the weights the sampler would get. */
function reference(all: ReadonlyMap<string, Float32Array>): number {
  const w = foldShared(layout, size.hidden, all);
  const get = (name: string) => w.get(name) as Float32Array;
  const H = size.hidden;
  const dense = (x: number[], matrix: Float32Array, bias: Float32Array) =>
    Array.from(bias, (b, o) => x.reduce((sum, v, i) => sum + v * (matrix[i * bias.length + o] as number), b));
  const rectify = (x: number[]) => x.map((v) => Math.max(0, v));
  let loss = 0;
  for (let r = 0; r < ROWS; r++) {
    const input = new Array<number>(layout.total + 4).fill(0);
    for (let j = 0; j < 4; j++) {
      input[codes[r * 4 + j] as number] = observed[r * 4 + j] as number;
      input[layout.total + j] = observed[r * 4 + j] as number;
    }
    let state = rectify(dense(input, get('in.weight'), get('in.bias')));
    for (let b = 1; b <= size.blocks; b++) {
      const inner = rectify(dense(state, get(`block${b}.a.weight`), get(`block${b}.a.bias`)));
      state = dense(inner, get(`block${b}.b.weight`), get(`block${b}.b.bias`)).map((v, h) => v + (state[h] as number));
    }
    const logits = Array.from(get('out.bias'), (bias, c) =>
      state.reduce((sum, v, h) => sum + v * (get('out.weight')[c * H + h] as number), bias),
    );
    const open = [0, 1, 2, 3].filter((j) => observed[r * 4 + j] === 0);
    for (const j of open) {
      const part = logits.slice(layout.offsets[j], layout.offsets[j + 1]);
      const normaliser = Math.log(part.reduce((sum, v) => sum + Math.exp(v), 0));
      loss += ((normaliser - (logits[codes[r * 4 + j] as number] as number)) * 4) / open.length / ROWS;
    }
  }
  return loss;
}

function graphOf(
  build: (
    g: Graph,
    batch: { rows: number; codes: Value; observed: Value; weighting: Value },
    w: Record<string, Value>,
  ) => Value[],
): Promise<InferenceSession> {
  const g = new Graph();
  const w = Object.fromEntries(specs.map(({ name, shape }) => [name, g.input(name, 'float32', shape)]));
  const batch = {
    rows: ROWS,
    codes: g.input('codes', 'int32', [ROWS, 4]),
    observed: g.input('observed', 'float32', [ROWS, 4]),
    weighting: g.input('weighting', 'float32', [ROWS, 4]),
  };
  build(g, batch, w).forEach((value, i) => g.output(`out${i}`, value));
  return InferenceSession.load(serialise(g, { name: 'test' }));
}

describe('the likelihood graph', () => {
  it('agrees with plain loops, shared weights folded in', async () => {
    const session = await graphOf((g, batch, w) => [
      negativeLogLikelihood(g, layout, size, batch, w),
      trainingLoss(g, layout, size, batch, w),
    ]);
    const out = await session.run({ codes, observed, weighting, ...Object.fromEntries(weights) });
    const expected = reference(weights);
    expect(out['out0']?.data[0]).toBeCloseTo(expected, 4);
    expect(out['out1']?.data[0]).toBeCloseTo(expected, 4);
  });

  it('has gradients that agree with finite differences of the loops', async () => {
    const session = await graphOf((g, batch, w) =>
      gradients(
        trainingLoss(g, layout, size, batch, w),
        specs.map(({ name }) => w[name] as Value),
      ),
    );
    const out = await session.run({ codes, observed, weighting, ...Object.fromEntries(weights) });
    const pick = new RandomStream(4, 'pick');
    specs.forEach(({ name }, s) => {
      const values = weights.get(name) as Float32Array;
      for (let trial = 0; trial < 4; trial++) {
        const at = pick.below(values.length);
        // Small, so that no rectifier switches within it.
        const step = 2 ** -10;
        const moved = (by: number) =>
          reference(
            new Map(weights).set(
              name,
              values.map((v, i) => (i === at ? v + by : v)),
            ),
          );
        const expected = (moved(step) - moved(-step)) / (2 * step);
        expect(Math.abs((out[`out${s}`]?.data[at] as number) - expected)).toBeLessThan(
          2e-3 * Math.max(1, Math.abs(expected)) + 1e-3,
        );
      }
    });
  });
});
