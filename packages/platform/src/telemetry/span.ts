import type { Tracing } from './tracing';

/** Does something inside a span, so that all it causes is one trace; without tracing, just does it. */
export async function withSpan<T>(tracing: Tracing | undefined, name: string, work: () => Promise<T>): Promise<T> {
  if (tracing === undefined) return work();
  return tracing.tracer.startActiveSpan(name, async (span) => {
    try {
      return await work();
    } finally {
      span.end();
    }
  });
}
