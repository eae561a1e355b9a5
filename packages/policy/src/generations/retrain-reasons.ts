import type { FeedbackSpec, GateDecision, RetrainReason } from '@headwater/contracts';
import { partsOf } from '../known-measures';

/** What a run found out about its source and its rows. */
export interface RetrainSignals {
  /** The source's columns are no longer shaped as those the last generation learnt from. */
  drifted: boolean;
  decision: Pick<GateDecision, 'rules'> | null;
}

/**
 * What asks for a new generation: drift of the source, and rules of the gate that warn or block, those of prediction on
 * unseen rows (`tstr_…`) as utility, others of the quality stage as quality. Privacy rules do not: rows that give people
 * away are no reason to learn from more rows. Only reasons that the chain retrains on are named, each once.
 */
export function retrainReasons(
  { drifted, decision }: RetrainSignals,
  { retrainOn }: Pick<FeedbackSpec, 'retrainOn'>,
): RetrainReason[] {
  const missed = (decision?.rules ?? []).filter(({ stage, verdict }) => stage === 'quality' && verdict !== 'pass');
  const found: RetrainReason[] = [
    ...(drifted ? (['drift'] as const) : []),
    ...missed.map(({ measure }) => (partsOf(measure).name.startsWith('tstr_') ? 'utility' : 'quality')),
  ];
  return [...new Set(found)].filter((reason) => (retrainOn as RetrainReason[]).includes(reason));
}
