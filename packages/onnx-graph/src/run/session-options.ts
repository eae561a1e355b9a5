import { HeadwaterError } from '@headwater/contracts';
import type { InferenceSession as OrtSession } from 'onnxruntime-node';
import type { ExecutionProvider, ProviderUse } from './provider';

export interface RuntimeOptions {
  /** Threads one operator may use; default 1. Results on the CPU do not depend on it. */
  readonly threads?: number;
  /** Default cpu. Another one is used where the runtime and the machine have it, else the CPU. */
  readonly provider?: ExecutionProvider;
  /** Told once, with the reason, when a session runs on the CPU instead of the provider asked for. */
  readonly warn?: (use: ProviderUse) => void;
}

/**
 * Options for a session that shares its cores with others: waiting threads sleep instead of spinning (half the processor
 * time at four threads on two cores, and no longer in wall time), and operators run one after the other.
 */
export function sessionOptions(options: RuntimeOptions): OrtSession.SessionOptions {
  const threads = options.threads ?? 1;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new HeadwaterError('USAGE', `threads is ${threads}; it must be a whole number from 1`, { where: 'threads' });
  }
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    executionProviders: [options.provider ?? 'cpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  };
}
