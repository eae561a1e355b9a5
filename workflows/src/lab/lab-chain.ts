import { continueAsNew, getExternalWorkflowHandle, setHandler, workflowInfo } from '@temporalio/workflow';
import type { ArtifactRef, CollapseAction, FeedbackSpec, IngestRefs, LabChain, LabTables } from '@headwater/contracts';
import { labProgressSignal, shardProgressSignal } from '../messages';
import { labGeneration } from './lab-generation';

export interface LabChainInput {
  lab: string;
  /** How far it is; a chain that continued as new begins in the middle. */
  chain: LabChain;
  generations: number;
  rows: number;
  feedback: FeedbackSpec;
  /** Of each generation. */
  specs: ArtifactRef[];
  tables: LabTables;
  /** The whole real table, of which only schema and holdout are used. */
  source: IngestRefs & { sourceSha256: string };
  /** Shard lists of the generations so far. */
  made: ArtifactRef[];
}

/**
 * One protocol with one seed, generation after generation. The verdict that would have stopped it is recorded and not
 * obeyed: what comes after is what the laboratory is for.
 */
export async function labChain(input: LabChainInput): Promise<LabChain> {
  const chain: LabChain = { ...input.chain, state: 'running' };
  const made = [...input.made];
  // A window of shards tells its parent of progress, which a laboratory shows by generations only.
  setHandler(shardProgressSignal, () => undefined);
  const laboratory = getExternalWorkflowHandle(input.lab);
  while (chain.generation < input.generations) {
    const generation = chain.generation + 1;
    const done = await labGeneration({ ...input, chain, made }, generation);
    made.push(done.shards);
    chain.generation = generation;
    chain.lineage = done.lineage;
    noteJudgement(chain, done.action);
    await laboratory.signal(labProgressSignal, { ...chain });
    if (workflowInfo().continueAsNewSuggested && generation < input.generations)
      await continueAsNew<typeof labChain>({ ...input, chain, made });
  }
  chain.state = 'done';
  return chain;
}

function noteJudgement(chain: LabChain, action: CollapseAction): void {
  const { generation } = chain;
  if (action !== 'go-on') chain.warnedAt ??= generation;
  const refused = action === 'stop' || action === 'roll-back';
  chain.refusedInARow = refused ? chain.refusedInARow + 1 : 0;
  if (refused) chain.refusedAt ??= generation;
  if (chain.refusedInARow >= 2) chain.stoppedAt ??= generation;
}
