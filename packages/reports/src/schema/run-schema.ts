import {
  COLLAPSE_ACTIONS,
  ERROR_CODES,
  GATE_STATES,
  RUN_KINDS,
  STAGES,
  type ArtifactRef,
  type CollapseJudgement,
  type GateStatus,
  type MixOutput,
  type GenerateOutput,
  type IngestOutput,
  type LedgerHead,
  type PublishOutput,
  type RunStatus,
  type StageReceipt,
  type StageStatus,
  type TargetedShards,
  type TrainOutput,
} from '@headwater/contracts';
import { interval } from './measure-schema';
import {
  definition,
  flag,
  listOf,
  number,
  objectOf,
  oneOfWords,
  scalar,
  sha256,
  text,
  time,
  wholeNumber,
} from './schema-of';

const artifact = definition('artifact');

const receipt = {
  key: { ...text, description: 'Stage key: SHA-256 of what went into the stage.' },
  reused: flag,
  seconds: number,
  peakBytes: wholeNumber,
} satisfies Record<keyof StageReceipt, unknown>;

const stageStatus = objectOf<StageStatus>(
  {
    stage: oneOfWords(STAGES),
    state: oneOfWords(['pending', 'running', 'done', 'failed', 'skipped', 'cancelled']),
    startedAt: time,
    seconds: number,
    reused: flag,
    peakBytes: wholeNumber,
    done: wholeNumber,
    total: wholeNumber,
  },
  { startedAt: true, seconds: true, reused: true, peakBytes: true, done: true, total: true },
);

const ingest = objectOf<IngestOutput>(
  {
    ...receipt,
    train: artifact,
    holdout: artifact,
    schema: artifact,
    profile: artifact,
    pii: artifact,
    columns: wholeNumber,
    sourceSha256: sha256,
  },
  {},
);
const model = objectOf<TrainOutput>({ ...receipt, bundle: artifact, modelSha256: sha256, family: text }, {});
const targeted = objectOf<TargetedShards>(
  { column: text, value: scalar, rows: wholeNumber, shards: wholeNumber, first: wholeNumber },
  {},
);
const shards = objectOf<GenerateOutput>(
  { ...receipt, shards: artifact, rows: wholeNumber, count: wholeNumber, targeted: listOf(targeted) },
  { targeted: true },
);
const published = objectOf<PublishOutput>(
  {
    ...receipt,
    uri: text,
    version: text,
    files: wholeNumber,
    sha256,
    manifest: artifact,
    rows: wholeNumber,
    attestations: listOf(artifact),
    current: flag,
  },
  { attestations: true, current: true },
);

const mix = objectOf<MixOutput>(
  {
    ...receipt,
    pool: artifact,
    manifest: artifact,
    realRows: wholeNumber,
    syntheticRows: wholeNumber,
    refusedRows: wholeNumber,
  },
  {},
);
const collapse = objectOf<CollapseJudgement>(
  {
    ...receipt,
    action: oneOfWords(COLLAPSE_ACTIONS),
    verdict: oneOfWords(['unknown', 'stable', 'early', 'collapsing']),
    worsening: listOf(objectOf<CollapseJudgement['worsening'][number]>({ measure: text, slope: number, interval }, {})),
    because: text,
  },
  {},
);
const gate = objectOf<GateStatus>(
  {
    state: oneOfWords(GATE_STATES),
    evidence: { ...sha256, description: 'Of the ledger entry that an approval must name.' },
    since: time,
    until: time,
    decidedAt: time,
    who: text,
    why: text,
  },
  { decidedAt: true, who: true, why: true },
);

const run = objectOf<RunStatus>(
  {
    chain: text,
    runId: text,
    partition: text,
    state: oneOfWords(['running', 'published', 'blocked', 'failed', 'cancelled']),
    startedAt: time,
    finishedAt: time,
    spec: artifact,
    stages: listOf(stageStatus),
    ingest,
    model,
    shards,
    evidence: objectOf<NonNullable<RunStatus['evidence']>>(
      { privacy: artifact, quality: artifact },
      { privacy: true, quality: true },
    ),
    decision: definition('decision'),
    gate,
    generation: wholeNumber,
    mix,
    collapse,
    kind: oneOfWords(RUN_KINDS),
    requestedBy: text,
    from: oneOfWords(STAGES),
    published,
    card: objectOf<NonNullable<RunStatus['card']>>({ html: artifact, json: artifact }, {}),
    ledger: {
      ...objectOf<LedgerHead>({ sequence: wholeNumber, sha256 }, {}),
      description: "The run's last entry in its chain's ledger.",
    },
    error: objectOf<NonNullable<RunStatus['error']>>(
      { code: oneOfWords(Object.keys(ERROR_CODES)), message: text, hint: text, where: text, stage: oneOfWords(STAGES) },
      { hint: true, where: true, stage: true },
    ),
  },
  {
    finishedAt: true,
    ingest: true,
    model: true,
    shards: true,
    evidence: true,
    decision: true,
    gate: true,
    generation: true,
    mix: true,
    collapse: true,
    kind: true,
    requestedBy: true,
    from: true,
    published: true,
    card: true,
    ledger: true,
    error: true,
  },
);

export const runDefinitions = {
  artifact: objectOf<ArtifactRef>(
    { kind: text, sha256, bytes: wholeNumber, mediaType: text, rows: wholeNumber },
    { rows: true },
  ),
  run,
};
