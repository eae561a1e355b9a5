import type { ArtifactRef, RunCard } from '@headwater/contracts';
import { bytes, count, instant } from '../html/format';
import { html, type Content, type Markup } from '../html/html';
import { factList, type Fact } from './fact-list';
import { section } from './section';

/** Which data, which model, which code: everything by its hash. */
export function provenance(card: RunCard): Markup {
  const { run, model } = card;
  const { ingest, published } = run;
  const hashes: Fact[] = [
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
  ];
  const facts: Fact[] = [
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
    ['Headwater', card.headwaterVersion],
    ['Code of the model', model === null ? null : html`<code>${model.codeVersion}</code>`],
    [
      'Runtime',
      model === null
        ? null
        : `onnxruntime ${model.runtime.onnxruntime}, ${model.runtime.platform} ${model.runtime.arch}, ${model.runtime.cpu}`,
    ],
  ];
  return section(
    'provenance',
    'Provenance',
    'SHA-256 of the bytes in the artifact store. A click selects a whole hash.',
    factList(facts),
    html`<div class="hashes">${factList(hashes)}</div>`,
  );
}

function hash(sha256: string | undefined): Content {
  return sha256 === undefined ? null : html`<code class="hash">${sha256}</code>`;
}

function artifact(ref: ArtifactRef | undefined): Content {
  if (ref === undefined) return null;
  const rows = ref.rows === undefined ? '' : `, ${count(ref.rows)} rows`;
  return html`${hash(ref.sha256)} <span class="size">${bytes(ref.bytes)}${rows}</span>`;
}
