import type {
  AssessOutput,
  GateDecision,
  GenerateOutput,
  IngestOutput,
  PublishOutput,
  RunStatus,
  TrainOutput,
} from '@headwater/contracts';
import type { RunFact } from './ledger-record';

/** What a ledger keeps of each stage: hashes, keys, counts and verdicts; nothing of the data. */

export function ingested({ spec }: RunStatus, source: IngestOutput): RunFact {
  const { key, sourceSha256, columns, train, holdout, schema, profile, pii } = source;
  return {
    kind: 'ingested',
    facts: { stageKey: key, sourceSha256, columns, trainRows: train.rows, holdoutRows: holdout.rows },
    artifacts: [spec, train, holdout, schema, profile, pii],
  };
}

export function trained({ key, family, modelSha256, bundle }: TrainOutput): RunFact {
  return { kind: 'trained', facts: { stageKey: key, family, modelSha256 }, artifacts: [bundle] };
}

export function generated({ rows, count, shards }: GenerateOutput): RunFact {
  return { kind: 'generated', facts: { rows, shards: count }, artifacts: [shards] };
}

export function assessed(privacy: AssessOutput, quality: AssessOutput): RunFact {
  return {
    kind: 'assessed',
    facts: { privacyStageKey: privacy.key, qualityStageKey: quality.key },
    artifacts: [privacy.evidence, quality.evidence],
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

export function published({ uri, version, sha256, rows, files, manifest, attestations = [] }: PublishOutput): RunFact {
  return {
    kind: 'published',
    facts: { uri, version, manifestSha256: sha256, rows, files },
    artifacts: [manifest, ...attestations],
  };
}

export function ended({ state, error }: RunStatus): RunFact {
  return { kind: 'ended', facts: { state, ...(error === undefined ? {} : { error: error.code }) }, artifacts: [] };
}
