import type { Layout } from './layout';

/** Cosines a numeric column's codes are described by, at most. */
const COSINES = 16;

/**
 * Codes of a numeric column are neighbours, which one-hot codes do not know. While training, the weights of code number
 * i of n (in order of value) are its own plus a sum over k of cos(pi k (i + 1/2) / n) times shared weights, k = 1 … K: what
 * is learnt for one code is learnt for those around it. The sum is linear, so it is folded into the codes' own weights
 * once training is over, and the sampler knows nothing of it.
 */
export function basisMatrix(layout: Layout, extraRows: number): Float32Array {
  const features = featureCount(layout);
  const out = new Float32Array((layout.total + extraRows) * features);
  let feature = 0;
  layout.ordered.forEach((codes, j) => {
    const count = cosinesOf(codes.length);
    codes.forEach((code, i) => {
      const row = (layout.offsets[j] as number) + code;
      for (let k = 0; k < count; k++) out[row * features + feature + k] = Math.cos((Math.PI * (k + 1) * (i + 0.5)) / codes.length);
    });
    feature += count;
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

/** Weights with the shared parts added to the codes' own: those the sampler is given. */
export function foldSmooth(layout: Layout, hidden: number, weights: ReadonlyMap<string, Float32Array>): Map<string, Float32Array> {
  const out = new Map(weights);
  for (const layer of ['in', 'out']) {
    const shared = weights.get(`${layer}.smooth`);
    if (shared === undefined) continue;
    out.delete(`${layer}.smooth`);
    out.set(`${layer}.weight`, addProduct(weights.get(`${layer}.weight`) as Float32Array, basisMatrix(layout, 0), shared, hidden));
  }
  return out;
}

/** own + basis · shared, where `own` may have more rows than the basis. */
function addProduct(own: Float32Array, basis: Float32Array, shared: Float32Array, hidden: number): Float32Array {
  const features = shared.length / hidden;
  const out = own.slice();
  for (let row = 0; row < basis.length / features; row++) {
    for (let f = 0; f < features; f++) {
      const scale = basis[row * features + f] as number;
      if (scale === 0) continue;
      for (let h = 0; h < hidden; h++) out[row * hidden + h]! += scale * (shared[f * hidden + h] as number);
    }
  }
  return out;
}
