import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HeadwaterError, type ArtifactRef, type ChainSpec, type GenerateOutput } from '@headwater/contracts';
import { recordFact, remakeShard, shardsOf, specOfGeneration, type StageEnvironment } from '@headwater/stages';
import { findRun, openStateStore } from '../find-run';
import { modelTask } from '../model/model-task';
import { printJson, say } from '../output';
import type { RunDocument } from '../run-document';
import { prepareState, stageSettings, stateFolder } from '../state-folder';

export interface RerunOptions {
  state: string;
  json?: boolean;
  shard?: number[];
  shards?: number[];
  verify: boolean;
  out?: string;
  who: string;
}

interface Remade {
  shard: number;
  rows: number;
  sha256: string;
  /** Of the run's own shard. */
  stored: string;
  equal: boolean;
  out?: string;
}

/** `headwater rerun`: shards made anew in this process and held against those of the run; each is entered in the ledger. */
export async function rerunCommand(runId: string, options: RerunOptions): Promise<void> {
  const indexes = options.shard ?? options.shards;
  if (indexes === undefined)
    throw new HeadwaterError('USAGE', 'no shard is named', { hint: 'Give --shard or --shards.' });
  if (!options.verify && options.out === undefined)
    throw new HeadwaterError('USAGE', 'nothing to do with the shard', {
      hint: 'Give --verify, or --out with a folder.',
    });
  const store = await openStateStore(options.state);
  const run = await findRun(store, runId);
  const { model, shards } = requireShards(run);
  const written = await store.getJson<ChainSpec>(run.status?.spec ?? run.spec);
  const spec = specOfGeneration(written, run.status?.generation);
  const list = await store.getJson<{ shards: ArtifactRef[] }>(shards.shards);
  const planned = await shardsOf(spec, shards);
  const beyond = indexes.find((index) => index >= planned.length);
  if (beyond !== undefined)
    throw new HeadwaterError('USAGE', `${runId} has no shard ${beyond}`, {
      hint: `Its ${planned.length} shards are counted from 0 to ${planned.length - 1}.`,
    });
  const state = stateFolder(options.state);
  prepareState(state);
  const settings = stageSettings(state);
  await mkdir(settings.scratch, { recursive: true });
  if (options.out !== undefined) await mkdir(resolve(options.out), { recursive: true });
  const made: Remade[] = [];
  try {
    await modelTask(async ({ report = () => undefined, stopRequested = () => false }) => {
      for (const index of indexes) {
        const scratch = await mkdtemp(join(settings.scratch, 'rerun-'));
        const environment: StageEnvironment = { settings, store, scratch, report, stopRequested };
        const shard = planned[index];
        if (shard === undefined) throw new RangeError(`shard ${index}`);
        const { path, rows, sha256 } = await remakeShard(environment, spec, { ...shard, bundle: model.bundle });
        const stored = list.shards[index]?.sha256 ?? '';
        const one: Remade = { shard: index, rows, sha256, stored, equal: sha256 === stored };
        if (options.out !== undefined) {
          one.out = join(resolve(options.out), `shard-${String(index).padStart(5, '0')}.arrow`);
          await copyFile(path, one.out);
        }
        await rm(scratch, { recursive: true, force: true });
        await enter(environment, run, one, options.who);
        made.push(one);
        if (!options.json) say(lineOf(one));
      }
    });
  } finally {
    await rm(settings.scratch, { recursive: true, force: true });
  }
  finish(runId, made, options);
}

function finish(runId: string, made: Remade[], { json, verify }: RerunOptions): void {
  const other = verify ? made.filter(({ equal }) => !equal) : [];
  if (other.length === 0) {
    if (json) printJson({ runId, shards: made });
    return;
  }
  throw new HeadwaterError(
    'SHARD_DIFFERS',
    other
      .map(({ shard, sha256, stored }) => `shard ${shard} of ${runId} is ${sha256} now and was ${stored}`)
      .join('; '),
    {
      hint: 'The same code, bundle and instruction set give the same bytes: look which of them changed.',
      where: runId,
    },
  );
}

function lineOf({ shard, rows, sha256, equal, out }: Remade): string {
  return `shard ${shard}  ${rows} rows  ${sha256}  ${equal ? 'as stored' : 'differs'}${out === undefined ? '' : `  ${out}`}`;
}

async function enter(environment: StageEnvironment, run: RunDocument, made: Remade, who: string): Promise<void> {
  const { runId, chain, partition, spec } = run;
  const at = new Date().toISOString();
  const { shard, rows, sha256, stored, equal } = made;
  await recordFact(environment, {
    context: { chain, runId, partition, spec },
    fact: {
      id: `${runId}/rebuilt/${shard}/${at}`,
      kind: 'rebuilt',
      run: runId,
      at,
      facts: { shard, rows, sha256, stored, equal, who },
      artifacts: [],
    },
  });
}

function requireShards({ runId, status }: RunDocument): { model: { bundle: ArtifactRef }; shards: GenerateOutput } {
  if (status?.model !== undefined && status.shards !== undefined) return { model: status.model, shards: status.shards };
  throw new HeadwaterError(
    'USAGE',
    `${runId} has not ended with shards${status === undefined ? '' : ` (${status.state})`}`,
    {
      hint: '`headwater resume` goes on with it; `headwater runs` lists others.',
    },
  );
}
