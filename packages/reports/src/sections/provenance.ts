import type { ArtifactRef, AssessedTable, AssessedTables, ModelCard, RunCard, RunStatus } from '@headwater/contracts';
import { bytes, count, duration, instant } from '../html/format';
import { html, type Content, type Markup } from '../html/html';
import { factList, type Fact } from '../parts/fact-list';
import { section } from '../parts/section';

/** Which data, which model, which code: everything by its hash. */
export function provenance(card: RunCard): Markup {
  const { run, assessed, model } = card;
  const subject = run !== null ? runFacts(run) : assessed === undefined ? [] : assessmentFacts(assessed);
  const hashes = run !== null ? runHashes(run) : assessed === undefined ? [] : tableHashes(assessed);
  const facts: Fact[] = [
    ...subject,
    ['Headwater', card.headwaterVersion],
    ...(model === null ? [] : modelFacts(model)),
  ];
  const where = run === null ? 'SHA-256 of the files.' : 'SHA-256 of the bytes in the artifact store.';
  return section(
    'provenance',
    'Provenance',
    hashes.length === 0 ? null : `${where} A click selects a whole hash.`,
    factList(facts),
    hashes.length === 0 ? null : html`<div class="hashes">${factList(hashes)}</div>`,
  );
}

function runFacts(run: RunStatus): Fact[] {
  const { published } = run;
  return [
    ['Run', html`<code>${run.runId}</code>`],
    ['Started', instant(run.startedAt)],
    ['Finished', run.finishedAt === undefined ? null : instant(run.finishedAt)],
    ['Published at', published === undefined ? null : html`<code>${published.uri}</code>`],
    [
      'Version',
      published === undefined
        ? null
        : html`<code>${published.version}</code>, ${count(published.files)} files, ${count(published.rows)} rows`,
    ],
  ];
}

function runHashes(run: RunStatus): Fact[] {
  const { ingest, published } = run;
  return [
    ['Chain spec', artifact(run.spec)],
    ['Source files', hash(ingest?.sourceSha256)],
    ['Training rows', artifact(ingest?.train)],
    ['Held-out rows', artifact(ingest?.holdout)],
    ['Schema', artifact(ingest?.schema)],
    ['Profile', artifact(ingest?.profile)],
    ['model.onnx', hash(run.model?.modelSha256)],
    ['Model bundle', artifact(run.model?.bundle)],
    ['Shards', artifact(run.shards?.shards)],
    ['Privacy evidence', artifact(run.evidence?.privacy)],
    ['Quality evidence', artifact(run.evidence?.quality)],
    ['Manifest', artifact(published?.manifest)],
    ['Ledger', ledgerHead(run)],
  ];
}

function ledgerHead({ ledger }: RunStatus): Content {
  if (ledger === undefined) return null;
  return html`${hash(ledger.sha256)} <span class="size">entry ${count(ledger.sequence)}</span>`;
}

function assessmentFacts({ target, at, seconds }: AssessedTables): Fact[] {
  return [
    ['Assessed', `${instant(at)}, in ${duration(seconds)}`],
    ['Target', target],
  ];
}

function tableHashes({ real, holdout, synthetic }: AssessedTables): Fact[] {
  return [
    ['Real rows', table(real)],
    ['Held-out rows', holdout === null ? null : table(holdout)],
    ['Synthetic rows', table(synthetic)],
  ];
}

function modelFacts({ codeVersion, runtime }: ModelCard): Fact[] {
  return [
    ['Code of the model', html`<code>${codeVersion}</code>`],
    ['Runtime', `onnxruntime ${runtime.onnxruntime}, ${runtime.platform} ${runtime.arch}, ${runtime.cpu}`],
  ];
}

function table({ name, rows, sha256 }: AssessedTable): Content {
  return html`${name} <span class="size">${count(rows)} rows</span><br />${hash(sha256)}`;
}

function hash(sha256: string | undefined): Content {
  return sha256 === undefined ? null : html`<code class="hash">${sha256}</code>`;
}

function artifact(ref: ArtifactRef | undefined): Content {
  if (ref === undefined) return null;
  const rows = ref.rows === undefined ? '' : `, ${count(ref.rows)} rows`;
  return html`${hash(ref.sha256)} <span class="size">${bytes(ref.bytes)}${rows}</span>`;
}
