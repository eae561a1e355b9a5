import type { Tracer } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** A collector that does not answer holds up the end of a command no longer than this. */
const FLUSH_MS = 3_000;

/** Spans of this process on their way to a collector. */
export interface Tracing {
  tracer: Tracer;
  processor: SpanProcessor;
  resource: Resource;
  /** Sends what is left, within three seconds. Safe to call twice. */
  stop(): Promise<void>;
}

let started: Promise<Tracing> | undefined;

/**
 * Traces by OTLP over HTTP, when OTEL_EXPORTER_OTLP_ENDPOINT (or …_TRACES_ENDPOINT) names a collector; undefined, and
 * nothing of OpenTelemetry's SDK is loaded, when not. Once a process: later calls answer the first's.
 */
export function startTracing(service: string, env: NodeJS.ProcessEnv = process.env): Promise<Tracing | undefined> {
  if (!isTracingWanted(env)) return Promise.resolve(undefined);
  started ??= start(service);
  return started;
}

/** By the names that OpenTelemetry's specification gives. */
export function isTracingWanted(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env['OTEL_SDK_DISABLED'] === 'true') return false;
  return Boolean(env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']);
}

async function start(service: string): Promise<Tracing> {
  const [{ AsyncLocalStorageContextManager }, { OTLPTraceExporter }, { Resource }, sdk] = await Promise.all([
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ]);
  const resource = new Resource({ 'service.name': process.env['OTEL_SERVICE_NAME'] ?? service });
  const processor = new sdk.BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 1_000 });
  const provider = new sdk.BasicTracerProvider({ resource, spanProcessors: [processor] });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopped ??= Promise.race([
      provider.shutdown().catch(() => undefined),
      new Promise<void>((resolve) => setTimeout(resolve, FLUSH_MS).unref()),
    ]));
  return { tracer: provider.getTracer('headwater'), processor, resource, stop };
}
