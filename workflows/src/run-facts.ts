import type {
  ArtifactRef,
  AssessOutput,
  CollapseJudgement,
  DriftOutput,
  GateDecision,
  GateStatus,
  GenerateOutput,
  GenerationPlan,
  GenerationRecord,
  IngestOutput,
  MixOutput,
  PublishOutput,
  RetrainReason,
  RunStatus,
  TrainOutput,
} from '@headwater/contracts';
import type { RunFact } from './ledger-record';

/** What a ledger keeps of each stage: hashes, keys, counts and verdicts; nothing of the data. */

export function ingested({ spec, kind, requestedBy, from }: RunStatus, source: IngestOutput): RunFact {
  const { key, sourceSha256, columns, train, holdout, schema, profile, pii } = source;
  return {
    kind: 'ingested',
    facts: {
      stageKey: key,
      sourceSha256,
      columns,
      trainRows: train.rows,
      holdoutRows: holdout.rows,
      kind: kind ?? 'manual',
      requestedBy: requestedBy ?? null,
      ...(from === undefined ? {} : { from }),
    },
    artifacts: [spec, train, holdout, schema, profile, pii],
  };
}

export function mixed({ generation, feedback, lineage }: GenerationPlan, mix: MixOutput): RunFact {
  const { key, realRows, syntheticRows, refusedRows, pool, manifest } = mix;
  return {
    kind: 'mixed',
    facts: { stageKey: key, generation, mix: feedback.mix, realRows, syntheticRows, refusedRows },
    artifacts: [pool, manifest, lineage ?? undefined],
  };
}

export function trained({ key, family, modelSha256, bundle }: TrainOutput): RunFact {
  return { kind: 'trained', facts: { stageKey: key, family, modelSha256 }, artifacts: [bundle] };
}

export function generated({ rows, count, shards, targeted = [] }: GenerateOutput): RunFact {
  const targetedRows = targeted.reduce((sum, segment) => sum + segment.rows, 0);
  const facts = { rows, shards: count, ...(targetedRows === 0 ? {} : { targetedRows }) };
  return { kind: 'generated', facts, artifacts: [shards] };
}

export function assessed(privacy: AssessOutput, quality: AssessOutput): RunFact {
  return {
    kind: 'assessed',
    facts: { privacyStageKey: privacy.key, qualityStageKey: quality.key },
    artifacts: [privacy.evidence, quality.evidence],
  };
}

export function judged(
  { generation, lineage }: GenerationPlan,
  { action, verdict, worsening, because }: CollapseJudgement,
): RunFact {
  return {
    kind: 'judged',
    facts: { generation, action, verdict, worsening, because },
    artifacts: [lineage ?? undefined],
  };
}

export function kept(
  { generation, accepted, syntheticShare, rows }: GenerationRecord,
  lineage: ArtifactRef,
  drift: DriftOutput,
  retrain: readonly RetrainReason[],
): RunFact {
  const { drifted, because } = drift;
  return {
    kind: 'kept',
    facts: { generation, accepted, syntheticShare, rows, drifted, drift: because, retrain },
    artifacts: [lineage],
  };
}

export function decided({ verdict, policy, policyVersion, rules, evidence }: GateDecision): RunFact {
  return {
    kind: 'decided',
    facts: {
      verdict,
      policy,
      ...(policyVersion === undefined ? {} : { policyVersion }),
      rules: rules.map(({ measure, verdict: of, score, rule }) => ({ measure, verdict: of, score, rule })),
    },
    artifacts: evidence,
  };
}

/** How the person decided, or that nobody did. */
export function approved({ state, evidence, since, who, why }: GateStatus): RunFact {
  if (state === 'waiting') throw new RangeError('the gate still waits');
  return { kind: state, facts: { evidence, since, who: who ?? null, why: why ?? null }, artifacts: [] };
}

export function published({ uri, version, sha256, rows, files, manifest, attestations = [] }: PublishOutput): RunFact {
  return {
    kind: 'published',
    facts: { uri, version, manifestSha256: sha256, rows, files },
    artifacts: [manifest, ...attestations],
  };
}

export function ended({ state, error, stages }: RunStatus): RunFact {
  const reused = stages.filter((one) => one.reused === true).map(({ stage }) => stage);
  return {
    kind: 'ended',
    facts: { state, reused, ...(error === undefined ? {} : { error: error.code }) },
    artifacts: [],
  };
}
