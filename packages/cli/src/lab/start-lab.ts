import { WorkflowExecutionAlreadyStartedError, type WorkflowHandle } from '@temporalio/client';
import {
  TASK_QUEUES,
  WORKFLOWS,
  canonicalJson,
  type LabInput,
  type LabProtocol,
  type LabSeed,
  type LabStatus,
} from '@headwater/contracts';
import { sha256 } from '@headwater/store';
import type { Session } from '../session';
import { labFeedback } from './lab-feedback';
import { labSpec, type LabSpecSettings } from './lab-spec';

export type LabHandle = WorkflowHandle<() => Promise<LabStatus>>;

interface Asked extends LabSpecSettings {
  protocols: LabProtocol[];
  generations: number;
  seeds: number;
  parallel: number;
}

/** Starts the laboratory, or finds it where the same one was started before: its id is a hash of what it is to do. */
export async function startLab(session: Session, asked: Asked): Promise<{ handle: LabHandle; input: LabInput }> {
  const { protocols, generations, rows, parallel } = asked;
  const seeds: LabSeed[] = [];
  for (let seed = 1; seed <= asked.seeds; seed++) {
    const specs: LabSeed['specs'] = [];
    for (let g = 0; g <= generations; g++) specs.push(await session.store.putJson('spec', labSpec(asked, seed, g)));
    seeds.push({ seed, specs });
  }
  const design = { seeds, protocols, generations, rows, feedback: labFeedback(generations) };
  const digest = sha256(canonicalJson(design));
  const input: LabInput = { lab: `lab/collapse-${digest.slice(0, 12)}`, ...design, parallel };
  return { handle: await startOrAttach(session, input), input };
}

async function startOrAttach(session: Session, input: LabInput): Promise<LabHandle> {
  try {
    return await session.client.workflow.start<() => Promise<LabStatus>>(WORKFLOWS.collapseLab, {
      workflowId: input.lab,
      taskQueue: TASK_QUEUES.control,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: 'collapse laboratory',
      args: [input] as unknown as [],
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return session.client.workflow.getHandle(input.lab);
    throw error;
  }
}
