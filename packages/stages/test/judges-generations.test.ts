import type { ArtifactRef, GenerationRecord, Lineage } from '@headwater/contracts';
import { judgeGeneration } from '../src/judge-generation';
import { keepGeneration } from '../src/keep-generation';
import { smallSpec } from './support/small-spec';
import { stageCall, type StageCall } from './support/stage-call';

let call: StageCall;
beforeEach(async () => {
  call = await stageCall(smallSpec({ name: 'judging', source: { path: 'none.csv', options: {} } }));
});

type Scores = Record<string, number>;
const NOISE = [0.002, -0.001, 0.0015, -0.002, 0.001, -0.0005];

function evidence(scores: Scores): Promise<ArtifactRef> {
  const measures = Object.entries(scores).map(([name, score]) => ({ name, score, better: 'higher' }));
  return call.store.putJson('evidence', { version: 1, stage: 'quality', measures });
}

async function record(generation: number, scores: Scores, accepted = true): Promise<GenerationRecord> {
  return {
    generation,
    runId: `run-${generation}`,
    partition: `p${generation}`,
    at: '2026-01-01T00:00:00.000Z',
    sourceSha256: 'a'.repeat(64),
    freshReal: generation === 0,
    syntheticShare: generation === 0 ? 0 : 0.2,
    rows: 100,
    shards: await call.store.putJson('shard-list', { version: 1, shards: [], generation }),
    quality: await evidence(scores),
    accepted,
  };
}

async function kept(records: GenerationRecord[]): Promise<ArtifactRef | null> {
  let lineage: ArtifactRef | null = null;
  for (const one of records)
    ({ lineage } = await keepGeneration(call.environment, { context: call.context, lineage, record: one }));
  return lineage;
}

const falling = (fall: Scores, k: number): Scores =>
  Object.fromEntries(
    Object.entries(fall).map(([name, by], j) => [name, 0.95 - by * k + (NOISE[(k + j) % 6] as number)]),
  );

/** The judgement of generation `n` whose measures fell by so much a generation since the first. */
async function judged(fall: Scores, n: number, refused: number[] = []): ReturnType<typeof judgeGeneration> {
  const records: GenerationRecord[] = [];
  for (let k = 0; k < n; k++) records.push(await record(k, falling(fall, k), !refused.includes(k)));
  const plan = { generation: n, lineage: await kept(records), feedback: {} as never, targets: [] };
  const quality = await evidence(falling(fall, n));
  return judgeGeneration(call.environment, { context: call.context, plan, quality });
}

describe('a generation', () => {
  it('goes on where nothing worsens, and before a trend can be told', async () => {
    expect(await judged({ tail_coverage: 0, recall: 0 }, 5)).toMatchObject({
      action: 'go-on',
      verdict: 'stable',
      worsening: [],
    });
    expect(await judged({ tail_coverage: 0.1 }, 1)).toMatchObject({ action: 'go-on', verdict: 'unknown' });
  });

  it('asks for fresh rows where only tails shrink', async () => {
    const found = await judged({ tail_coverage: 0.03, recall: 0 }, 5);
    expect(found).toMatchObject({ action: 'add-fresh', verdict: 'early' });
    expect(found.worsening.map(({ measure }) => measure)).toEqual(['tail_coverage']);
    expect(found.worsening[0]!.slope).toBeCloseTo(-0.03, 2);
    expect(found.worsening[0]!.interval![1]).toBeLessThan(0);
  });

  it('is taken back where more than tails is lost, and the chain stops if that has not helped', async () => {
    const collapse = { tail_coverage: 0.04, recall: 0.03, spread_ratio: 0.02 };
    expect(await judged(collapse, 5)).toMatchObject({ action: 'roll-back', verdict: 'collapsing' });
    expect(await judged(collapse, 6, [5])).toMatchObject({ action: 'stop', verdict: 'collapsing' });
  });
});

describe('the lineage', () => {
  it('has one place a generation, and is the same after a retry', async () => {
    const [zero, one] = [await record(0, { recall: 1 }), await record(1, { recall: 1 })];
    const lineage = await kept([zero, one]);
    expect(await kept([zero, one, one])).toEqual(lineage);
    const later = { ...one, runId: 'later' };
    const generations = async (records: GenerationRecord[]): Promise<GenerationRecord[]> =>
      (await call.store.getJson<Lineage>((await kept(records))!)).generations;
    expect(await generations([zero, one, later])).toEqual([zero, later]);
    expect(await generations([zero, one, { ...later, accepted: false }])).toEqual([zero, one]);
    expect(await generations([zero, { ...one, accepted: false }, later])).toEqual([zero, later]);
  });
});
