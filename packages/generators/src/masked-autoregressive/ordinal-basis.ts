import type { Layout, WidthGroup } from './layout';

/** Cosines a numeric column's codes are described by, at most. */
const COSINES = 16;
/** Columns of fewer codes are left to learn each code for itself. */
const FEWEST_CODES = 6;
/** How much slower than the shared weights a numeric code's own are: detail comes in once much speaks for it. */
const OWN_SCALE = 0.3;

/**
 * Codes of a numeric column are neighbours, which one-hot codes do not know. While training, the weights of code number
 * i of n (in order of value) are a sum over k = 1 … K of cos(pi k (i + 1/2) / n) / k times weights the column's codes share,
 * plus a small multiple of its own: what is learnt for one code is learnt for those around it, coarse shape first. Adam
 * moves every weight at about one speed, so scaling a term down is what makes it slow.
 *
 * All of it is linear: it is folded into the codes' own weights once training is over, and the sampler knows nothing of it.
 */
export interface GroupBasis {
  group: WidthGroup;
  /** Cosines, K; 0 where the group's columns have no order. */
  cosines: number;
  /** First row of the group's count x K rows of shared weights. */
  firstFeature: number;
  /** [count, width, K]; rows of codes without order are 0. */
  values: Float32Array;
}

/** The basis of each width group, in the layout's order. */
export function ordinalBasis(layout: Layout): GroupBasis[] {
  let firstFeature = 0;
  return layout.groups.map((group) => {
    const columns = layout.ordered.slice(group.first, group.first + group.count);
    const cosines = Math.max(...columns.map((codes) => cosinesOf(codes.length)));
    const values = new Float32Array(group.count * group.width * cosines);
    columns.forEach((codes, j) => {
      codes.forEach((code, i) => {
        const row = (j * group.width + code) * cosines;
        for (let k = 1; k <= cosinesOf(codes.length); k++)
          values[row + k - 1] = Math.cos((Math.PI * k * (i + 0.5)) / codes.length) / k;
      });
    });
    const basis = { group, cosines, firstFeature, values };
    firstFeature += group.count * cosines;
    return basis;
  });
}

/** Rows of shared weights in all. */
export function featureCount(layout: Layout): number {
  return ordinalBasis(layout).reduce((sum, { group, cosines }) => sum + group.count * cosines, 0);
}

function cosinesOf(codes: number): number {
  return codes < FEWEST_CODES ? 0 : Math.min(COSINES, Math.floor(codes / 2));
}

/** What each code's own weights are multiplied by, [W]: 1 for codes without neighbours. */
export function ownScale(layout: Layout): Float32Array {
  const out = new Float32Array(layout.total).fill(1);
  layout.ordered.forEach((codes, j) => {
    if (cosinesOf(codes.length) > 0) for (const code of codes) out[(layout.offsets[j] as number) + code] = OWN_SCALE;
  });
  return out;
}

/** Weights with the shared parts put into the codes' own: those the sampler is given. */
export function foldShared(
  layout: Layout,
  hidden: number,
  weights: ReadonlyMap<string, Float32Array>,
): Map<string, Float32Array> {
  const out = new Map(weights);
  for (const layer of ['in', 'out']) {
    const shared = weights.get(`${layer}.shared`);
    if (shared === undefined) continue;
    out.delete(`${layer}.shared`);
    out.set(`${layer}.weight`, effective(layout, weights.get(`${layer}.weight`) as Float32Array, shared, hidden));
  }
  return out;
}

/** scale x own + basis · shared by code; rows of `own` beyond the codes stay. */
function effective(layout: Layout, own: Float32Array, shared: Float32Array, hidden: number): Float32Array {
  const out = own.slice();
  const scale = ownScale(layout);
  for (let i = 0; i < layout.total * hidden; i++) out[i]! *= scale[Math.floor(i / hidden)] as number;
  for (const { group, cosines, firstFeature, values } of ordinalBasis(layout)) {
    const start = layout.offsets[group.first] as number;
    for (let row = 0; row < group.count * group.width; row++) {
      const feature = firstFeature + Math.floor(row / group.width) * cosines;
      for (let k = 0; k < cosines; k++) {
        const value = values[row * cosines + k] as number;
        for (let h = 0; h < hidden; h++)
          out[(start + row) * hidden + h]! += value * (shared[(feature + k) * hidden + h] as number);
      }
    }
  }
  return out;
}
