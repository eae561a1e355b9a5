import { writeFileSync } from 'node:fs';
import type { ChainSpec, ShardPlan } from '@headwater/contracts';
import { collect } from '@headwater/tables';
import { ingest } from '../src/ingest';
import { remakeShard, shardsOf } from '../src/remake-shard';
import { generateShard, sealShards, type ShardList } from '../src/shard';
import { shardsSource } from '../src/tables-in-store';
import { train } from '../src/train';
import { smallSpec } from './support/small-spec';
import { stageCall, testPath } from './support/stage-call';

const PLAN: ShardPlan = { rows: 250, shardRows: 100, shards: 3 };

it('makes the shards of a plan: serial numbers count on, each can be made again alone, none is of another plan', async () => {
  const path = testPath('serial.csv');
  const rows = Array.from({ length: 200 }, (_, i) => `INV${i + 1},${'xyz'[(i * i) % 3]}`);
  writeFileSync(path, `invoice,kind\n${rows.join('\n')}\n`);
  const spec: ChainSpec = smallSpec({
    name: 'shards',
    source: { path, options: {} },
    output: { rows: PLAN.rows, shardRows: PLAN.shardRows, conditions: {}, temperature: 1 },
  });
  const { environment, context, store } = await stageCall(spec);
  const table = await ingest(environment, context);
  const { bundle } = await train(environment, { context, ingest: table });
  const of = { context, bundle, schema: table.schema };
  const made = [];
  for (const [index, rows] of [100, 100, 50].entries())
    made.push(await generateShard(environment, { ...of, index, rows, shardRows: PLAN.shardRows }));

  const sealed = await sealShards(environment, { ...of, plan: PLAN });
  const { shards } = await store.getJson<ShardList>(sealed.shards);
  expect(shards.map(({ sha256 }) => sha256)).toEqual(made.map(({ sha256 }) => sha256));
  const all = await collect(shardsSource(environment, shards, await store.getJson(table.schema)));
  const invoices = all.columns[0]!;
  expect(invoices.kind === 'categorical' && [...invoices.codes].map((code) => invoices.levels[code])).toEqual(
    Array.from({ length: 250 }, (_, i) => `INV${1000 + i}`),
  );

  const last = shardsOf(spec, sealed).at(-1)!;
  expect(await remakeShard(environment, spec, { ...last, bundle })).toMatchObject({
    sha256: made[2]!.sha256,
    rows: 50,
  });
  const another = { rows: 100, shardRows: 150, shards: 1 };
  await expect(sealShards(environment, { ...of, plan: another })).rejects.toMatchObject({ code: 'ARTIFACT_MISSING' });
});
