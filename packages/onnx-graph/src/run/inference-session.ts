import { HeadwaterError } from '@headwater/contracts';
import { InferenceSession as OrtSession, type Tensor } from 'onnxruntime-node';
import { deserialiseSignature } from '../format/signature';
import type { TensorData } from '../graph/tensor-data';
import { openOn, type ExecutionProvider, type ProviderUse } from './provider';
import { sessionOptions, type RuntimeOptions } from './session-options';
import { feedTensor, resultOf, type Feed, type TensorSpec } from './tensors';

/** A model ready to run. Runs block the calling thread: model work belongs in a process of its own. */
export class InferenceSession {
  private constructor(
    private readonly session: OrtSession,
    readonly inputs: readonly TensorSpec[],
    readonly outputs: readonly TensorSpec[],
    readonly metadata: Readonly<Record<string, string>>,
    /** Where it runs, and why not where it was asked to. */
    readonly provider: ProviderUse,
  ) {}

  /**
   * Loads the bytes of an ONNX model.
   * @throws HeadwaterError MODEL_BUNDLE_INVALID when they are none, or the runtime refuses it
   */
  static async load(bytes: Uint8Array, options: RuntimeOptions = {}): Promise<InferenceSession> {
    const { inputs, outputs, metadata } = deserialiseSignature(bytes);
    const { opened, use } = await startSession(bytes, options);
    return new InferenceSession(opened, inputs, outputs, metadata, use);
  }

  /**
   * One run. Every input must be fed; `outputs` names those wanted, all by default.
   * @throws HeadwaterError GRAPH_INVALID for a missing, misshapen or unknown input
   */
  async run(feeds: Readonly<Record<string, Feed>>, outputs?: readonly string[]): Promise<Record<string, TensorData>> {
    const unknown = Object.keys(feeds).find((name) => !this.inputs.some((input) => input.name === name));
    if (unknown !== undefined) {
      throw new HeadwaterError('GRAPH_INVALID', `the model has no input ${unknown}`, {
        where: `input ${unknown}`,
        hint: `It has ${this.inputs.map((input) => input.name).join(', ')}.`,
      });
    }
    const sizes = new Map<string, number>();
    const tensors: Record<string, Tensor> = {};
    for (const spec of this.inputs) tensors[spec.name] = feedTensor(spec, feeds[spec.name], sizes);
    const results = await this.session.run(tensors, outputs ?? this.outputs.map((output) => output.name));
    return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, resultOf(result)]));
  }

  /** Frees the native session. */
  async release(): Promise<void> {
    await this.session.release();
  }
}

/** A native session on the provider asked for or the CPU; the CPU's refusal turned into MODEL_BUNDLE_INVALID. */
export async function startSession(
  bytes: Uint8Array,
  options: RuntimeOptions,
): Promise<{ readonly opened: OrtSession; readonly use: ProviderUse }> {
  const settings = sessionOptions(options);
  const open = async (provider: ExecutionProvider): Promise<OrtSession> => {
    try {
      return await OrtSession.create(bytes, { ...settings, executionProviders: [provider] });
    } catch (cause) {
      throw new HeadwaterError(
        'MODEL_BUNDLE_INVALID',
        `ONNX Runtime refuses the model: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      );
    }
  };
  return openOn(options.provider ?? 'cpu', open, options.warn);
}

/** startSession() for callers that do not ask where it runs. */
export async function openSession(bytes: Uint8Array, options: RuntimeOptions): Promise<OrtSession> {
  return (await startSession(bytes, options)).opened;
}
