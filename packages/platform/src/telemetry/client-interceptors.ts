import type { ClientInterceptors } from '@temporalio/client';
import type { Tracing } from './tracing';

/** Spans of what a client asks of Temporal; the workflows that it starts go on with its trace. */
export async function tracedClient(tracing: Tracing | undefined): Promise<ClientInterceptors> {
  if (tracing === undefined) return {};
  const { OpenTelemetryWorkflowClientInterceptor } = await import('@temporalio/interceptors-opentelemetry');
  const { tracer } = tracing;
  const spans = new OpenTelemetryWorkflowClientInterceptor({ tracer });
  // A command that watches a run asks every second: those spans would bury the others.
  return { workflow: [Object.assign(spans, { query: unseen, describe: unseen })] };
}

function unseen<I, O>(input: I, next: (input: I) => O): O {
  return next(input);
}
