import { decide, needsApproval } from '@headwater/policy';
import type { AssessOutput, ErrorRecord, GateDecision, GateStatus, StageName } from '@headwater/contracts';
import { reportTo } from './chain-reports';
import { enter } from './ledger-record';
import type { Run } from './run';
import { drawCard } from './run-card';
import { approved } from './run-facts';
import { millisecondsSince } from './time';

export function gate({ record, input }: Run, privacy: AssessOutput, quality: AssessOutput): GateDecision {
  const stage = record.stage('gate');
  const measures = [
    ...privacy.measures.map((measure) => ({ stage: 'privacy' as const, measure })),
    ...quality.measures.map((measure) => ({ stage: 'quality' as const, measure })),
  ];
  const decision = decide(input.policy, measures, [privacy.evidence, quality.evidence]);
  stage.state = 'done';
  stage.seconds = 0;
  return decision;
}

/** Asks a person where the chain wants one; true when the run may publish. */
export async function personAgrees(run: Run, { verdict }: GateDecision): Promise<boolean> {
  const { input, record, status } = run;
  const { approval, entity } = input;
  const { runId, partition } = status;
  if (approval === undefined || !needsApproval(approval, verdict)) return true;
  const stage = record.stage('gate');
  stage.state = 'running';
  const gate = await run.gate.wait(approval, status.ledger?.sha256 ?? '', async () => {
    const { since, until, evidence } = status.gate as GateStatus;
    await reportTo(entity, { event: 'gate-opened', runId, partition, evidence, since, until });
    await drawCard(run);
  });
  stage.state = 'done';
  stage.seconds = millisecondsSince(gate.since) / 1000;
  await reportTo(entity, { event: 'gate-closed', runId: status.runId });
  await enter(record, approved(gate));
  if (gate.state === 'approved') return true;
  if (gate.state === 'timed-out' && approval.onTimeout === 'publish') return true;
  status.error = refusal(gate);
  return false;
}

function refusal({ state, who, until }: GateStatus): ErrorRecord & { stage: StageName } {
  return state === 'rejected'
    ? { code: 'APPROVAL_REJECTED', message: `${who ?? 'somebody'} rejected the publication`, stage: 'gate' }
    : { code: 'APPROVAL_TIMED_OUT', message: `nobody decided the gate until ${until}`, stage: 'gate' };
}
