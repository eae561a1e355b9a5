import type { ClientInterceptors } from '@temporalio/client';
import type { Tracing } from './tracing';

/** Spans of what a client asks of Temporal; the workflows that it starts go on with its trace. */
export async function tracedClient(tracing: Tracing | undefined): Promise<ClientInterceptors> {
  if (tracing === undefined) return {};
  const { OpenTelemetryWorkflowClientInterceptor } = await import('@temporalio/interceptors-opentelemetry');
  return { workflow: [new OpenTelemetryWorkflowClientInterceptor({ tracer: tracing.tracer })] };
}
