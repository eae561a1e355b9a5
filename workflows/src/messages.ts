import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  CHAIN_MESSAGES,
  LAB_MESSAGES,
  MESSAGES,
  type Admission,
  type AdmissionRequest,
  type ApplyRequest,
  type ApprovalRequest,
  type Asker,
  type ChainState,
  type FeedbackRequest,
  type GateStatus,
  type RetrainRequest,
  type RollbackRequest,
  type RunReport,
  type LabChain,
  type LabStatus,
  type RunStatus,
} from '@headwater/contracts';

// chainRun and its children

export const statusQuery = defineQuery<RunStatus>(MESSAGES.status);
/** Child to parent: so many more shards of the run are done. */
export const shardProgressSignal = defineSignal<[done: number]>(MESSAGES.shardProgress);
export const approveUpdate = defineUpdate<GateStatus, [ApprovalRequest]>(MESSAGES.approve);
export const rejectUpdate = defineUpdate<GateStatus, [ApprovalRequest]>(MESSAGES.reject);
/** Chain to run: wait before the next stage (true), or go on. */
export const holdSignal = defineSignal<[held: boolean]>(MESSAGES.hold);

// The chain entity

export const chainQuery = defineQuery<ChainState>(CHAIN_MESSAGES.chain);
export const applyUpdate = defineUpdate<ChainState, [ApplyRequest]>(CHAIN_MESSAGES.apply);
export const removeUpdate = defineUpdate<ChainState, [Asker]>(CHAIN_MESSAGES.remove);
export const pauseUpdate = defineUpdate<ChainState, [Asker]>(CHAIN_MESSAGES.pause);
export const resumeUpdate = defineUpdate<ChainState, [Asker]>(CHAIN_MESSAGES.resume);
export const rollbackUpdate = defineUpdate<ChainState, [RollbackRequest]>(CHAIN_MESSAGES.rollback);
export const retrainUpdate = defineUpdate<ChainState, [RetrainRequest]>(CHAIN_MESSAGES.retrain);
export const feedbackUpdate = defineUpdate<ChainState, [FeedbackRequest]>(CHAIN_MESSAGES.feedback);
export const admitSignal = defineSignal<[AdmissionRequest]>(CHAIN_MESSAGES.admit);
export const admissionSignal = defineSignal<[Admission]>(CHAIN_MESSAGES.admission);
export const runReportSignal = defineSignal<[RunReport]>(CHAIN_MESSAGES.runReport);

// The collapse laboratory

export const labQuery = defineQuery<LabStatus>(LAB_MESSAGES.lab);
/** A chain of the laboratory to it: a generation is complete. */
export const labProgressSignal = defineSignal<[chain: LabChain]>(LAB_MESSAGES.labProgress);
