import type { RandomStream } from '@headwater/random';
import type { Layout } from './layout';

/** What is shown of a row and what is asked. Both [D], from `at` on. */
export interface MaskTarget {
  observed: Float32Array;
  weighting: Float32Array;
}

/** How often rows are masked in which way; what remains is a random subset of the value columns. */
export interface MaskShares {
  /** Every value column shown and a random subset of the parts: the second level. */
  parts: number;
  /** All value columns shown but one of `favoured`. */
  favoured: number;
  columns: readonly number[];
}

/**
 * Draws masks. A random subset of k columns, k of 0 … D - 1 evenly, makes the mean over the columns left, times D, an
 * unbiased estimate of a row's negative log-likelihood in nats under a random order (Hoogeboom et al., 2022, equation 7).
 *
 * Some rows ask for one favoured column given all the others instead: what a model trained on the synthetic rows
 * will be asked.
 */
export class Masks {
  /** Uniforms a mask takes, whichever way it comes out: masks of later rows stay where they are. */
  readonly uniforms: number;
  private readonly scratch: Float32Array;
  private readonly left: Int32Array;

  constructor(
    private readonly layout: Layout,
    private readonly shares: MaskShares,
  ) {
    this.uniforms = layout.columns + 1;
    this.scratch = new Float32Array(this.uniforms);
    this.left = new Int32Array(layout.columns);
  }

  /** `observed` must be zeros there. `scale` divides the weights: a batch's mean over its rows. */
  draw(stream: RandomStream, out: MaskTarget, at: number, scale: number): void {
    const { values, parts } = this.layout;
    const u = stream.fillUniform(this.scratch);
    const kind = u[this.layout.columns] as number;
    const { parts: partShare, favoured } = this.shares;
    if (kind < partShare) {
      for (const j of values) out.observed[at + j] = 1;
      this.subset(out, at, parts, kind / partShare, scale);
    } else if (kind < partShare + favoured) {
      for (const j of values) out.observed[at + j] = 1;
      const among = this.shares.columns;
      const asked = among[Math.floor(((kind - partShare) / favoured) * among.length)] as number;
      out.observed[at + asked] = 0;
      out.weighting[at + asked] = values.length / scale;
    } else this.subset(out, at, values, (kind - partShare - favoured) / (1 - partShare - favoured), scale);
  }

  /** Shows floor(`size` x n) of the n columns, asks for the others. */
  private subset(out: MaskTarget, at: number, columns: readonly number[], size: number, scale: number): void {
    const n = columns.length;
    const shown = Math.min(n - 1, Math.floor(size * n));
    const left = this.left;
    for (let j = 0; j < n; j++) left[j] = columns[j] as number;
    for (let j = 0; j < shown; j++) {
      const k = Math.min(n - 1, j + Math.floor((this.scratch[j] as number) * (n - j)));
      out.observed[at + (left[k] as number)] = 1;
      left[k] = left[j] as number;
    }
    const weight = n / (n - shown) / scale;
    for (let j = shown; j < n; j++) out.weighting[at + (left[j] as number)] = weight;
  }
}
