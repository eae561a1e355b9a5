import type { Layout } from './layout';

/** Cosines a numeric column's codes are described by, at most. */
const COSINES = 16;
/** How much slower than the shared weights a numeric code's own are: detail comes in once much speaks for it. */
const OWN_SCALE = 0.1;

/**
 * Codes of a numeric column are neighbours, which one-hot codes do not know. While training, the weights of code number
 * i of n (in order of value) are a sum over k = 1 … K of cos(pi k (i + 1/2) / n) / k times weights the column's codes share,
 * plus a small multiple of its own: what is learnt for one code is learnt for those around it, coarse shape first. Adam
 * moves every weight at about one speed, so scaling a term down is what makes it slow.
 *
 * All of it is linear: it is folded into the codes' own weights once training is over, and the sampler knows nothing of it.
 * Gives [W + extraRows, features]; rows of other codes are 0.
 */
export function basisMatrix(layout: Layout, extraRows: number): Float32Array {
  const features = featureCount(layout);
  const out = new Float32Array((layout.total + extraRows) * features);
  let feature = 0;
  layout.ordered.forEach((codes, j) => {
    const count = cosinesOf(codes.length);
    codes.forEach((code, i) => {
      const row = (layout.offsets[j] as number) + code;
      for (let k = 1; k <= count; k++) out[row * features + feature + k - 1] = Math.cos((Math.PI * k * (i + 0.5)) / codes.length) / k;
    });
    feature += count;
  });
  return out;
}

/** What each row's own weights are multiplied by, [W + extraRows]: 1 for codes without neighbours. */
export function ownScale(layout: Layout, extraRows: number): Float32Array {
  const out = new Float32Array(layout.total + extraRows).fill(1);
  layout.ordered.forEach((codes, j) => {
    if (cosinesOf(codes.length) > 0) for (const code of codes) out[(layout.offsets[j] as number) + code] = OWN_SCALE;
  });
  return out;
}

/** Columns of the basis. */
export function featureCount(layout: Layout): number {
  return layout.ordered.reduce((sum, codes) => sum + cosinesOf(codes.length), 0);
}

/** At most half as many as codes: the rest is detail, which each code learns for itself. */
function cosinesOf(codes: number): number {
  return codes < 6 ? 0 : Math.min(COSINES, Math.floor(codes / 2));
}

/** Weights with the shared parts put into the codes' own: those the sampler is given. */
export function foldSmooth(layout: Layout, hidden: number, weights: ReadonlyMap<string, Float32Array>): Map<string, Float32Array> {
  const out = new Map(weights);
  for (const layer of ['in', 'out']) {
    const shared = weights.get(`${layer}.smooth`);
    if (shared === undefined) continue;
    out.delete(`${layer}.smooth`);
    out.set(`${layer}.weight`, effective(layout, weights.get(`${layer}.weight`) as Float32Array, shared, hidden));
  }
  return out;
}

/** scale x own + basis · shared, where `own` may have more rows than there are codes. */
function effective(layout: Layout, own: Float32Array, shared: Float32Array, hidden: number): Float32Array {
  const features = shared.length / hidden;
  const basis = basisMatrix(layout, 0);
  const out = own.slice();
  ownScale(layout, 0).forEach((scale, row) => {
    const weights = out.subarray(row * hidden, (row + 1) * hidden);
    for (let h = 0; h < hidden; h++) weights[h]! *= scale;
    for (let f = 0; f < features; f++) {
      const value = basis[row * features + f] as number;
      if (value === 0) continue;
      for (let h = 0; h < hidden; h++) weights[h]! += value * (shared[f * hidden + h] as number);
    }
  });
  return out;
}
