import { HeadwaterError } from '@headwater/contracts';
import { Tensor, type InferenceSession as OrtSession } from 'onnxruntime-node';
import { sizeOf } from '../graph/shape';
import { openSession } from '../run/inference-session';
import type { RuntimeOptions } from '../run/session-options';
import { feedTensor, type Feed } from '../run/tensors';
import { correctAverage } from './average';
import { firstNonFinite, requireFiniteState } from './divergence';
import { decodeState, encodeState } from './state-file';
import { STEP, type TrainingProgram } from './training-loop';

export interface Chunk {
  readonly steps: number;
  /** One rate for all steps, or one a step. */
  readonly learningRate: number | Float32Array;
  readonly data: Readonly<Record<string, Feed>>;
}

export interface ChunkResult {
  /** One a step. */
  readonly losses: Float32Array;
  readonly metrics: Readonly<Record<string, Float32Array>>;
}

/** A training program in the runtime, and its state between chunks. Runs block the calling thread. */
export class TrainingSession {
  private tensors: Map<string, Float32Array>;

  private constructor(
    readonly program: TrainingProgram,
    private readonly session: OrtSession,
  ) {
    this.tensors = new Map(program.state.map(({ name, shape }) => [name, new Float32Array(sizeOf(shape))]));
  }

  /** Loads the program; the state is all zeros until setParameters() or importState(). */
  static async create(program: TrainingProgram, options: RuntimeOptions = {}): Promise<TrainingSession> {
    return new TrainingSession(program, await openSession(program.bytes, options));
  }

  /** Weights, optimiser slots, sums of averages and the count of steps, by name. Arrays are replaced by runChunk(), never changed. */
  get state(): ReadonlyMap<string, Float32Array> {
    return this.tensors;
  }

  /** Updates made so far. */
  get step(): number {
    return this.tensors.get(STEP)?.[0] ?? 0;
  }

  /**
   * Sets weights by name, and leaves the rest of the state as it is.
   * @throws HeadwaterError GRAPH_INVALID for a name or a length the program does not have
   */
  setParameters(weights: ReadonlyMap<string, Float32Array>): void {
    for (const [name, values] of weights) {
      const spec = this.program.parameters.find((parameter) => parameter.name === name);
      if (spec === undefined || sizeOf(spec.shape) !== values.length) {
        const message =
          spec === undefined
            ? 'the program has no such parameter'
            : `${values.length} values for shape [${spec.shape.join(', ')}]`;
        throw new HeadwaterError('GRAPH_INVALID', `parameter ${name}: ${message}`, { where: `parameter ${name}` });
      }
    }
    this.tensors = new Map([...this.tensors, ...[...weights].map(([name, values]) => [name, values.slice()] as const)]);
  }

  /** The weights as they are. */
  parameters(): Map<string, Float32Array> {
    return new Map(this.program.parameters.map(({ name }) => [name, this.tensors.get(name) as Float32Array]));
  }

  /** The bias-corrected averaged weights; those as they are before the first step, or where no average is kept. */
  averagedParameters(): Map<string, Float32Array> {
    const { averageDecay } = this.program;
    if (averageDecay === undefined || this.step === 0) return this.parameters();
    return new Map(
      this.program.parameters.map(({ name }) => [
        name,
        correctAverage(this.tensors.get(`${name}/average`) as Float32Array, averageDecay, this.step),
      ]),
    );
  }

  /**
   * Makes `steps` updates.
   * @throws HeadwaterError MODEL_DIVERGED with the number of the first step whose loss is not finite (or the last one's,
   *   when only weights are); the state stays that of before the chunk. GRAPH_INVALID for data that does not fit.
   */
  async runChunk(chunk: Chunk): Promise<ChunkResult> {
    const results = await this.session.run(this.feeds(chunk));
    const floats = (name: string): Float32Array => results[name]?.data as Float32Array;
    const losses = floats('losses');
    const next = new Map(this.program.state.map(({ name }) => [name, floats(`next/${name}`)]));
    const bad = firstNonFinite(losses);
    if (bad >= 0) throw diverged(this.step + bad + 1, `the loss is ${losses[bad]}`);
    requireFiniteState(next, (name) => diverged(this.step + chunk.steps, `${name} holds a value that is not finite`));
    this.tensors = next;
    return {
      losses,
      metrics: Object.fromEntries(this.program.metrics.map((name) => [name, floats(`metric/${name}`)])),
    };
  }

  /** The whole state as bytes, with `notes` (plain JSON) for what the caller must find again. Bit exact. */
  exportState(notes: unknown = null): Uint8Array {
    return encodeState(this.program.state, { tensors: this.tensors, notes });
  }

  /** Takes the state over from exportState() and returns its notes. @throws HeadwaterError MODEL_CHECKPOINT_INVALID */
  importState(bytes: Uint8Array): unknown {
    const state = decodeState(this.program.state, bytes);
    this.tensors = new Map(state.tensors);
    return state.notes;
  }

  /** Frees the native session. */
  async release(): Promise<void> {
    await this.session.release();
  }

  private feeds({ steps, learningRate, data }: Chunk): Record<string, Tensor> {
    if (!Number.isInteger(steps) || steps < 1) {
      throw new HeadwaterError('GRAPH_INVALID', `steps is ${steps}; it must be a whole number from 1`, {
        where: 'steps',
      });
    }
    const rates = typeof learningRate === 'number' ? new Float32Array(steps).fill(learningRate) : learningRate;
    const sizes = new Map([['steps', steps]]);
    const feeds: Record<string, Tensor> = {
      steps: new Tensor('int64', BigInt64Array.of(BigInt(steps)), []),
      learning_rates: feedTensor(
        { name: 'learning_rates', type: 'float32', shape: ['steps'] },
        { data: rates, shape: [rates.length] },
        sizes,
      ),
    };
    for (const spec of this.program.data) feeds[`data/${spec.name}`] = feedTensor(spec, data[spec.name], sizes);
    for (const { name, shape } of this.program.state)
      feeds[`state/${name}`] = new Tensor('float32', this.tensors.get(name) as Float32Array, shape);
    return feeds;
  }
}

function diverged(step: number, what: string): HeadwaterError {
  return new HeadwaterError('MODEL_DIVERGED', `training diverged at step ${step}: ${what}`, {
    where: `step ${step}`,
    hint: 'Lower the learning rate or clip gradients, and resume from the last checkpoint.',
  });
}
