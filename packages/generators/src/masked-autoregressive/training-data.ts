import { RandomStream } from '@headwater/random';
import type { CodeTable } from './code-table';
import type { Layout } from './layout';
import { Masks } from './masks';
import type { TrainingPlan } from './plan';

/** Rows as the network takes them, each [rows x D]. */
export interface MaskedRows {
  /** Places in the one-hot row. */
  codes: Int32Array;
  /** 1 for columns the network may see. */
  observed: Float32Array;
  /** What a column's negative log-likelihood counts. */
  weighting: Float32Array;
}

/** The rows of the training table, split and shuffled and masked by seed alone: any step can be made again. */
export class TrainingData {
  private readonly order: Uint32Array;
  private readonly masks: Masks;
  private permutation: { epoch: number; rows: Uint32Array } | null = null;

  constructor(
    private readonly codes: CodeTable,
    private readonly layout: Layout,
    private readonly plan: TrainingPlan,
    private readonly seed: number,
  ) {
    this.masks = new Masks(layout, plan.masks);
    this.order = new RandomStream(seed, 'validation-split').permutation(codes.rows);
  }

  /** log of each code's share of the training rows, every code given half a row more: where the output bias starts. */
  logMarginals(): Float32Array {
    const { columns, total, widths, offsets } = this.layout;
    const counts = new Float64Array(total).fill(0.5);
    const places = new Int32Array(columns);
    for (const row of this.order.subarray(this.plan.validationRows)) {
      this.codes.places(row, places, 0);
      for (const place of places) counts[place]!++;
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
      const stream = new RandomStream(this.seed, 'mask', epoch);
      stream.position = start * this.masks.uniforms;
      rows.forEach((row, i) => this.fill(out, s * batch + i, row, this.masks, stream, batch));
    }
    return out;
  }

  /** The validation rows, each `validationMasks` times with a mask of its own that never changes; weights sum to a mean. */
  validation(): MaskedRows {
    const { validationRows, validationMasks } = this.plan;
    const out = this.empty(validationRows * validationMasks);
    const stream = new RandomStream(this.seed, 'validation-mask');
    // Both levels of a row count in full, however often each is shown.
    const plain = new Masks(this.layout, { parts: 0, favoured: 0, columns: [] });
    const second = new Masks(this.layout, { parts: 1, favoured: 0, columns: [] });
    const levels = this.layout.parts.length > 0 ? 2 : 1;
    for (let i = 0; i < validationRows * validationMasks; i++) {
      const ofParts = levels === 2 && Math.floor(i / validationRows) % 2 === 1;
      const row = this.order[i % validationRows] as number;
      this.fill(out, i, row, ofParts ? second : plain, stream, (validationRows * validationMasks) / levels);
    }
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
    const numbers = rows * this.layout.columns;
    return {
      codes: new Int32Array(numbers),
      observed: new Float32Array(numbers),
      weighting: new Float32Array(numbers),
    };
  }

  private fill(out: MaskedRows, at: number, row: number, masks: Masks, stream: RandomStream, scale: number): void {
    const { columns } = this.layout;
    this.codes.places(row, out.codes, at * columns);
    masks.draw(stream, out, at * columns, scale);
  }
}
