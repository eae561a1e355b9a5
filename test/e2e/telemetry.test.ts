import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { REPOSITORY, runCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { until } from '../harness/processes';
import { SpanCollector } from '../harness/span-collector';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const PORT = 29_464;
const METRICS = `127.0.0.1:${PORT}`;

describe('a worker that is watched', () => {
  const folder = new Workspace();
  let dev: DevServer;
  let collector: SpanCollector;
  let metrics: string;

  beforeAll(async () => {
    folder.write('train.csv', adultRows(400));
    folder.write('holdout.csv', adultRows(100, 'holdout'));
    collector = await SpanCollector.start();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    dev = await DevServer.start(folder.path('state'), ['--metrics', METRICS], env);
    const chain = folder.write('chain.yaml', smallChain({ rows: 200, epochs: 1 }));
    const run = (partition: string): ReturnType<typeof runCli> =>
      runCli(['run', chain, '--state', folder.path('state'), '--no-worker', '--json', '--partition', partition], env);
    const { json, stderr } = await run('first');
    if (json.status !== 'published') throw new Error(stderr);
    // Another whose stages are all there, and one that fails.
    expect((await run('second')).json.reused).toContain('train');
    folder.write('train.csv', 'a,b\n1,2\n');
    expect((await run('third')).json.status).toBe('failed');
    metrics = await (await fetch(`http://${METRICS}/metrics`)).text();
  }, 240_000);
  afterAll(async () => {
    await dev?.stop();
    collector?.stop();
    folder.remove();
  }, 60_000);

  it('counts what was made, by chain and by stage', () => {
    const value = (series: string): number => {
      const line = metrics.split('\n').find((one) => one.startsWith(`${series} `));
      return line === undefined ? NaN : Number(line.slice(series.length + 1));
    };
    expect(value('headwater_rows_generated_total{chain="small"}')).toBe(200);
    expect(value('headwater_gate_verdicts_total{chain="small",verdict="pass"}')).toBe(2);
    expect(value('headwater_stages_reused_total{chain="small",stage="train"}')).toBe(1);
    expect(value('headwater_stage_seconds_count{chain="small",stage="train"}')).toBe(1);
    expect(value('headwater_stage_attempts_failed_total{chain="small",stage="ingest"}')).toBe(1);
    expect(value('headwater_worker_resident_bytes')).toBeGreaterThan(50e6);
    expect(value('headwater_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThan(0);
  });

  it('exposes every metric that the dashboard and the alerts ask for', () => {
    const dashboard = JSON.parse(shipped('headwater.json')) as { panels: { targets?: { expr: string }[] }[] };
    const alerts = parse(shipped('alerts.yaml')) as { groups: { rules: { alert: string; expr: string }[] }[] };
    const expressions = [
      ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      ...alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ];
    const asked = new Set(expressions.flatMap((expr) => expr.match(/\b(headwater|temporal)_\w+/g) ?? []));
    const exposed = new Set([...metrics.matchAll(/^(\w+)[ {]/gm)].map(([, name]) => name));
    // Nothing here makes a workflow task fail, unless the machine is slow: that the SDK counts it is looked up in its library.
    const rare = 'temporal_workflow_task_execution_failed_total';
    expect([...asked].filter((name) => name !== rare && !exposed.has(name))).toEqual([]);
    expect(asked.has(rare)).toBe(true);
    expect(sdkLibrary().includes('workflow_task_execution_failed')).toBe(true);
    expect(asked.size).toBeGreaterThan(12);
  });

  it('sends one trace from the command to the activities', async () => {
    const { spans } = collector;
    await until('the last spans', () => spans.some(({ name }) => name === 'RunActivity:report'));
    const root = spans.find(({ name }) => name === 'run small')!;
    const trace = spans.filter(({ traceId }) => traceId === root.traceId);
    const byId = new Map(trace.map((span) => [span.spanId, span]));
    const names = new Set(trace.map(({ name }) => name));
    for (const stage of ['ingest', 'train', 'generateShard', 'assessPrivacy', 'publish', 'report'])
      expect(names).toContain(`RunActivity:${stage}`);
    for (const span of trace) {
      let top = span;
      for (let up = byId.get(top.parentSpanId); up !== undefined; up = byId.get(top.parentSpanId)) top = up;
      expect([span.name, top.name]).toEqual([span.name, 'run small']);
    }
    expect(root.service).toBe('headwater');
    expect(new Set(trace.map(({ service }) => service))).toEqual(new Set(['headwater', 'headwater-worker']));
    // Adult's values, and its columns.
    expect(collector.bodies.join()).not.toMatch(/Married|Bachelors|marital/);
  });

  it('writes its log as one JSON object a line, with run and stage', () => {
    const log = readFileSync(folder.path('state', 'worker.log'), 'utf8').trim().split('\n');
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const line of lines)
      expect(line).toMatchObject({ level: expect.any(String), time: expect.any(String), message: expect.any(String) });
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'stage done', run: 'chain/small/first', stage: 'train', reused: false }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        run: 'chain/small/third',
        stage: 'ingest',
        code: expect.stringMatching(/^SOURCE_/) as string,
      }),
    );
    expect(log.join()).not.toMatch(/Married|Bachelors/);
  });

  it('refuses to be watched from elsewhere, and where another is', async () => {
    const worker = (...more: string[]): ReturnType<typeof runCli> =>
      runCli(['worker', '--state', folder.path('state'), ...more]);
    const open = await worker('--metrics', '0.0.0.0:9464');
    expect([open.code, open.stderr]).toEqual([2, expect.stringContaining('error USAGE')]);
    const taken = await worker('--metrics', METRICS);
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('EADDRINUSE')]);
  });
});

function shipped(name: string): string {
  return readFileSync(join(REPOSITORY, 'infra', 'dashboards', name), 'utf8');
}

/** The SDK's native library for this machine. */
function sdkLibrary(): Buffer {
  const { getPrebuiltPath } = createRequire(require.resolve('@temporalio/worker'))(
    '@temporalio/core-bridge/common.js',
  ) as { getPrebuiltPath(): string };
  return readFileSync(getPrebuiltPath());
}
