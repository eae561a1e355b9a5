import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactTree, ErrorRecord, RuleVerdict, RunStatus } from '@headwater/contracts';
import { seconds } from './progress/describe-stage';
import type { Session } from './session';

/** What `run --json` and `show --json` print. */
export interface RunResult {
  runId: string;
  status: RunStatus['state'];
  verdicts: RuleVerdict[];
  published?: { uri: string; files: string[]; manifest: string; sha256: string; rows: number; version: string };
  model?: { uri: string; sha256: string };
  shards?: { sha256: string; rows: number }[];
  card?: string;
  seconds: Record<string, number>;
  reused: string[];
  /** Highest resident memory of a stage's process, in bytes. */
  peakBytes: Record<string, number>;
  error?: ErrorRecord & { stage?: string };
}

interface Manifest {
  files: { name: string }[];
}

/** Gathers what a finished run made; writes its card to the state folder's `cards`. */
export async function resultOf(session: Pick<Session, 'store' | 'state'>, status: RunStatus): Promise<RunResult> {
  const { store } = session;
  const result: RunResult = {
    runId: status.runId,
    status: status.state,
    verdicts: status.decision?.rules ?? [],
    seconds: {},
    reused: [],
    peakBytes: {},
  };
  for (const stage of status.stages) {
    if (stage.seconds !== undefined) result.seconds[stage.stage] = stage.seconds;
    if (stage.reused) result.reused.push(stage.stage);
    if (stage.peakBytes) result.peakBytes[stage.stage] = stage.peakBytes;
  }
  if (status.published) {
    const { uri, sha256, rows, version, manifest } = status.published;
    const { files } = await store.getJson<Manifest>(manifest);
    const inside = (name: string): string => `${uri.replace(/\/$/, '')}/${name}`;
    result.published = {
      uri,
      files: files.map((f) => inside(f.name)),
      manifest: inside('manifest.json'),
      sha256,
      rows,
      version,
    };
  }
  if (status.model) {
    const tree: ArtifactTree = await store.getTree(status.model.bundle);
    const model = tree.files['model.onnx'];
    if (model) result.model = { uri: store.uriOf(model), sha256: status.model.modelSha256 };
  }
  if (status.shards) {
    const list = await store.getJson<{ shards: { sha256: string; rows?: number }[] }>(status.shards.shards);
    result.shards = list.shards.map(({ sha256, rows }) => ({ sha256, rows: rows ?? 0 }));
  }
  if (status.card) result.card = await writeCard(session, status);
  const error = status.error ?? blockedError(status);
  if (error) result.error = error;
  return result;
}

/** Writes the run's card where people look for it, and says where that is. */
export async function writeCard(session: Pick<Session, 'store' | 'state'>, status: RunStatus): Promise<string> {
  const path = join(session.state.cards, `${status.chain}-${status.partition}.html`);
  if (status.card) {
    await writeFile(path, await session.store.getBytes(status.card.html));
    await writeFile(path.replace(/\.html$/, '.json'), await session.store.getBytes(status.card.json));
  }
  return path;
}

function blockedError(status: RunStatus): ErrorRecord | null {
  if (status.state !== 'blocked' || !status.decision) return null;
  const blocking = status.decision.rules
    .filter((r) => r.verdict === 'block')
    .map((r) => `${r.measure} ${r.score ?? 'not computed'} (needs ${r.rule})`);
  return {
    code: 'GATE_BLOCKED',
    message: `the gate blocked publication: ${blocking.join('; ')}`,
    hint: 'The run card has the evidence. Improve the generator, or change the policy if it asks too much.',
  };
}

/** The result for people. */
export function summaryLines(result: RunResult): string[] {
  const lines: string[] = [''];
  for (const { measure, verdict, score, rule, reason } of result.verdicts) {
    lines.push(
      `  ${verdict.padEnd(5)} ${measure.padEnd(24)} ${score === null ? (reason ?? 'not computed') : score.toFixed(4)}  ${rule}`,
    );
  }
  if (result.verdicts.length > 0) lines.push('');
  const total = Object.values(result.seconds).reduce((a, b) => a + b, 0);
  lines.push(
    `${result.status} ${result.runId} in ${seconds(total)}${result.reused.length ? `, reused: ${result.reused.join(', ')}` : ''}`,
  );
  if (result.published) {
    lines.push(`  ${result.published.rows.toLocaleString('en-US')} rows in ${result.published.uri}`);
    for (const file of result.published.files.slice(0, 5)) lines.push(`  ${file}`);
  }
  if (result.model) lines.push(`  model ${result.model.sha256.slice(0, 12)} ${result.model.uri}`);
  if (result.card) lines.push(`  card  ${result.card}`);
  if (result.error) {
    lines.push(`error ${result.error.code}: ${result.error.message}`);
    if (result.error.hint) lines.push(`  ${result.error.hint}`);
  }
  return lines;
}
