import { RandomStream } from '@headwater/random';
import type { Layout } from './layout';
import type { TrainingPlan } from './plan';

/** Rows as the network takes them: places in the one-hot row, and which columns it may see. Both [rows x D]. */
export interface MaskedRows {
  codes: Int32Array;
  observed: Float32Array;
}

/** The rows of the training table, split and shuffled and masked by seed alone: any step can be made again. */
export class TrainingData {
  private readonly places: Int32Array;
  private readonly order: Uint32Array;
  private permutation: { epoch: number; rows: Uint32Array } | null = null;

  /** `codes` holds each row's codes, [rows x D]. */
  constructor(
    codes: Int32Array,
    private readonly layout: Layout,
    private readonly plan: TrainingPlan,
    private readonly seed: number,
  ) {
    const { columns, offsets } = layout;
    this.places = codes.map((code, i) => code + (offsets[i % columns] as number));
    this.order = new RandomStream(seed, 'validation-split').permutation(codes.length / columns);
  }

  /** log of each code's share of the training rows, every code given half a row more: where the output bias starts. */
  logMarginals(): Float32Array {
    const { columns, total, widths, offsets } = this.layout;
    const counts = new Float64Array(total).fill(0.5);
    for (const row of this.order.subarray(this.plan.validationRows)) {
      for (let j = 0; j < columns; j++) counts[this.places[row * columns + j] as number]!++;
    }
    const out = new Float32Array(total);
    for (let j = 0; j < columns; j++) {
      const rows = this.plan.trainRows + 0.5 * (widths[j] as number);
      for (let c = offsets[j] as number; c < (offsets[j + 1] as number); c++)
        out[c] = Math.log((counts[c] as number) / rows);
    }
    return out;
  }

  /** The rows of steps `first` … `first + steps - 1`, batch after batch. A step does not depend on what it is asked with. */
  steps(first: number, steps: number): MaskedRows {
    const { batch, stepsPerEpoch } = this.plan;
    const out = this.empty(steps * batch);
    for (let s = 0; s < steps; s++) {
      const epoch = Math.floor((first + s) / stepsPerEpoch);
      const start = ((first + s) % stepsPerEpoch) * batch;
      const rows = this.epochOrder(epoch).subarray(start, start + batch);
      const masks = new RandomStream(this.seed, 'mask', epoch);
      masks.position = start * (this.layout.columns + 1);
      rows.forEach((row, i) => this.fill(out, s * batch + i, row, masks));
    }
    return out;
  }

  /** The validation rows, each `validationMasks` times with a mask of its own that never changes. */
  validation(): MaskedRows {
    const { validationRows, validationMasks } = this.plan;
    const out = this.empty(validationRows * validationMasks);
    const masks = new RandomStream(this.seed, 'validation-mask');
    for (let i = 0; i < validationRows * validationMasks; i++)
      this.fill(out, i, this.order[i % validationRows] as number, masks);
    return out;
  }

  private epochOrder(epoch: number): Uint32Array {
    if (this.permutation?.epoch !== epoch) {
      const shuffled = new RandomStream(this.seed, 'epoch-order', epoch).permutation(this.plan.trainRows);
      this.permutation = { epoch, rows: shuffled.map((i) => this.order[this.plan.validationRows + i] as number) };
    }
    return this.permutation.rows;
  }

  private empty(rows: number): MaskedRows {
    return {
      codes: new Int32Array(rows * this.layout.columns),
      observed: new Float32Array(rows * this.layout.columns),
    };
  }

  /** Copies one row and draws its mask: k of 0 … D - 1 evenly, then k columns; always D + 1 uniforms. */
  private fill(out: MaskedRows, at: number, row: number, masks: RandomStream): void {
    const { columns } = this.layout;
    const uniforms = masks.fillUniform(new Float32Array(columns + 1));
    const shown = Math.floor((uniforms[columns] as number) * columns);
    const left = Uint32Array.from({ length: columns }, (_, j) => j);
    for (let j = 0; j < columns; j++) {
      out.codes[at * columns + j] = this.places[row * columns + j] as number;
      if (j >= shown) continue;
      const k = j + Math.floor((uniforms[j] as number) * (columns - j));
      out.observed[at * columns + (left[k] as number)] = 1;
      left[k] = left[j] as number;
    }
  }
}
