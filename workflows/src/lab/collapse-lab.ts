import { ApplicationFailure, condition, executeChild, isCancellation, setHandler } from '@temporalio/workflow';
import { freshShareOf } from '@headwater/policy';
import {
  TASK_QUEUES,
  type ArtifactRef,
  type IngestOutput,
  type LabChain,
  type LabInput,
  type LabSeed,
  type LabStatus,
  type LabTables,
} from '@headwater/contracts';
import { ingest, splitReal } from '../activity-options';
import { failureRecord } from '../failure-record';
import { labProgressSignal, labQuery } from '../messages';
import { labChain } from './lab-chain';
import { labContext } from './lab-context';

/**
 * The collapse laboratory: every protocol as a chain of generations, for every seed, a bounded number at once, the
 * first seed of all protocols first. A chain that fails leaves the others running; then the laboratory fails with its status.
 */
export async function collapseLab(input: LabInput): Promise<LabStatus> {
  const chains = input.seeds.flatMap(({ seed }) =>
    input.protocols.map((protocol): LabChain => ({
      protocol,
      seed,
      state: 'waiting',
      generation: -1,
      warnedAt: null,
      refusedAt: null,
      stoppedAt: null,
      refusedInARow: 0,
      lineage: null,
    })),
  );
  const status: LabStatus = { lab: input.lab, state: 'running', chains };
  setHandler(labQuery, () => status);
  setHandler(labProgressSignal, (news) => {
    const chain = chains.find((c) => c.protocol === news.protocol && c.seed === news.seed);
    if (chain?.state === 'running') Object.assign(chain, news);
  });

  const [firstSeed] = input.seeds;
  if (firstSeed === undefined) throw new RangeError('a laboratory needs a seed');
  const source = await ingest(labContext(input.lab, 'ingest', specOf(firstSeed)));
  const tables = new Map<number, Promise<LabTables>>();
  for (const { seed } of input.seeds) tables.set(seed, splitOf(input, source, seed));
  await Promise.all(tables.values());

  const waiting = [...chains];
  const lane = async (): Promise<void> => {
    for (let chain = waiting.shift(); chain !== undefined; chain = waiting.shift())
      await runChain(input, source, chain, await (tables.get(chain.seed) as Promise<LabTables>), chains);
  };
  await Promise.all(Array.from({ length: Math.min(input.parallel, chains.length) }, lane));
  const failed = chains.find((chain) => chain.state === 'failed');
  status.state = failed === undefined ? 'done' : 'failed';
  if (failed === undefined) return status;
  // Ended as failed, so that the same command begins it again; what was made is found in the store.
  throw ApplicationFailure.create({
    type: failed.error?.code ?? 'INTERNAL',
    message: `${failed.protocol}, seed ${failed.seed}: ${failed.error?.message ?? 'failed'}`,
    nonRetryable: true,
    details: [status],
  });
}

async function splitOf(input: LabInput, source: IngestOutput, seed: number): Promise<LabTables> {
  const share = Math.max(...input.protocols.map(freshShareOf));
  const { first, reserves } = await splitReal({
    context: labContext(input.lab, 'ingest', specOf(input.seeds[0] as LabSeed)),
    ingest: source,
    rows: input.rows,
    reserves: share === 0 ? 0 : input.generations,
    reserveRows: Math.round(share * input.rows),
    seed,
  });
  return { first, reserves };
}

async function runChain(
  input: LabInput,
  source: IngestOutput,
  chain: LabChain,
  tables: LabTables,
  chains: readonly LabChain[],
): Promise<void> {
  // Generation 0 is the same for all protocols of a seed: the first chain makes it, the others find it in the store.
  const first = chains.find((c) => c.seed === chain.seed) as LabChain;
  if (first !== chain) await condition(() => first.generation >= 0 || first.state === 'failed');
  const { lab, generations, rows, feedback } = input;
  const { protocol, seed } = chain;
  const specs = input.seeds.find((s) => s.seed === seed)?.specs ?? [];
  chain.state = 'running';
  try {
    const result = await executeChild(labChain, {
      workflowId: `${lab}/${protocol}/seed-${seed}`,
      taskQueue: TASK_QUEUES.control,
      cancellationType: 'WAIT_CANCELLATION_COMPLETED',
      args: [
        { lab, chain: { ...chain }, generations, rows, feedback, specs, tables, source: refsOf(source), made: [] },
      ],
    });
    Object.assign(chain, result);
  } catch (error) {
    if (isCancellation(error)) throw error;
    chain.state = 'failed';
    chain.error = failureRecord(error);
  }
}

function specOf({ specs }: LabSeed): ArtifactRef {
  const [spec] = specs;
  if (spec === undefined) throw new RangeError('a seed of the laboratory has no spec');
  return spec;
}

function refsOf({ train, holdout, schema, sourceSha256 }: IngestOutput) {
  return { train, holdout, schema, sourceSha256 };
}
