import { env, listSupportedBackends } from 'onnxruntime-node';

/** Where operators run: the processor, an NVIDIA card, a graphics card by WebGPU, or Apple's Core ML. */
export type ExecutionProvider = 'cpu' | 'cuda' | 'webgpu' | 'coreml';

/** The provider a session runs on, and why it is not the one asked for. */
export interface ProviderUse {
  readonly asked: ExecutionProvider;
  readonly used: ExecutionProvider;
  /** Absent where the two are one. */
  readonly reason?: string;
}

/** The providers this build of ONNX Runtime was made with; a card or its libraries may still be missing. */
export function offeredProviders(): string[] {
  return listSupportedBackends().map(({ name }) => name);
}

/**
 * Opens a session on the provider asked for, else on the CPU: results differ in rounding at most, so that a machine
 * without the card serves the same models. Where the CPU fails as well its error is thrown.
 */
export async function openOn<T>(
  asked: ExecutionProvider,
  open: (provider: ExecutionProvider) => Promise<T>,
  warn: ((use: ProviderUse) => void) | undefined,
): Promise<{ readonly opened: T; readonly use: ProviderUse }> {
  // The runtime would print what it throws as well.
  env.logLevel = 'fatal';
  const fallBack = async (reason: string): Promise<{ opened: T; use: ProviderUse }> => {
    const opened = await open('cpu');
    const use: ProviderUse = { asked, used: 'cpu', reason };
    warn?.(use);
    return { opened, use };
  };
  if (asked !== 'cpu' && !offeredProviders().includes(asked))
    return fallBack(`this ONNX Runtime offers ${offeredProviders().join(', ')}, not ${asked}`);
  let opened: T;
  try {
    opened = await open(asked);
  } catch (error) {
    if (asked === 'cpu') throw error;
    return fallBack(reasonOf(error));
  }
  return { opened, use: { asked, used: asked } };
}

/** What the runtime said, its first line: the rest is build paths. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message } = error.cause instanceof Error ? error.cause : error;
  return message.split('\n')[0] as string;
}
