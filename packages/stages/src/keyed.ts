import {
  HeadwaterError,
  STAGES,
  canonicalJson,
  isHeadwaterError,
  type ArtifactRef,
  type StageContext,
  type StageReceipt,
} from '@headwater/contracts';
import { stageKey, type StageRecord } from '@headwater/store';
import { codeVersion, type KeyedStage } from './code-version';
import type { StageEnvironment } from './environment';

interface StageIdentity {
  stage: KeyedStage;
  /** Name to hash of everything read. */
  inputs: Record<string, string>;
  parameters: unknown;
  seed?: number;
}

interface Computed<T> {
  outputs: T;
  /** Everything `outputs` refers to; a record counts as present only while all of them are. */
  artifacts: ArtifactRef[];
}

/** Stage key of that identity under the code running now. */
export function keyOf(identity: StageIdentity): string {
  return stageKey({ ...identity, codeVersion: codeVersion(identity.stage) });
}

/** What a run that resumes asks of a stage. */
interface Resumed<T> {
  /** `from`: stages before it are taken from the store, it and those after it are run again. */
  context?: StageContext;
  /** The part of the outputs that a second run must give again; by default all of them. */
  comparable?: (outputs: T) => unknown;
}

/**
 * Runs a stage once in the life of a store: outputs found under its key are returned as they are, with `reused`.
 * Two workers that race both compute and one record wins; being pure, they agree. A run that resumes from this stage or
 * one before it computes again all the same and holds the result against the record, which stays.
 * @throws ARTIFACT_MISSING for a stage before the one a run resumes from that is not in the store; SHARD_DIFFERS and
 *   STAGE_DIFFERS when a stage run again gives something else
 */
export async function once<T extends object>(
  environment: StageEnvironment,
  identity: StageIdentity,
  compute: (key: string) => Promise<Computed<T>>,
  { context, comparable = (outputs) => outputs }: Resumed<T> = {},
): Promise<T & StageReceipt> {
  const key = keyOf(identity);
  const { from } = context ?? {};
  const again = from !== undefined && STAGES.indexOf(identity.stage) >= STAGES.indexOf(from);
  const stored = await environment.store.stages.get(key);
  const found = again && stored !== null && !(await isWhole(environment, stored)) ? null : stored;
  if (found !== null && !again) return { ...(found.outputs as T), key, reused: true, seconds: 0, peakBytes: 0 };
  if (from !== undefined && !again) throw notStored(identity, from);
  const started = performance.now();
  const { outputs, artifacts } = await compute(key);
  const seconds = secondsSince(started);
  const peakBytes = peakResidentBytes();
  if (found !== null) {
    const kept = found.outputs as T;
    const [before, after] = [kept, outputs].map((one) => canonicalJson(comparable(one)));
    if (before !== after) throw differs(identity, found, artifacts);
    return { ...kept, key, reused: false, seconds, peakBytes };
  }
  await environment.store.stages.put(key, {
    key,
    stage: identity.stage,
    outputs,
    artifacts,
    createdAt: new Date().toISOString(),
    seconds,
    peakBytes,
  });
  return { ...outputs, key, reused: false, seconds, peakBytes };
}

/** Whether the bytes of all artifacts are right; damaged ones are set aside, and the record then no longer counts. */
async function isWhole({ store }: StageEnvironment, { artifacts }: StageRecord): Promise<boolean> {
  for (const ref of artifacts) {
    try {
      await (await store.withLocalFile(ref)).release();
    } catch (error) {
      if (isHeadwaterError(error) && error.code.startsWith('ARTIFACT_')) return false;
      throw error;
    }
  }
  return true;
}

function notStored({ stage }: StageIdentity, from: string): HeadwaterError {
  return new HeadwaterError('ARTIFACT_MISSING', `stage ${stage} is not in the store; a run cannot go on from ${from}`, {
    hint: `Its source, parameters or code changed, or its outputs were deleted: resume without --from, or from ${stage}.`,
    where: stage,
  });
}

function differs({ stage }: StageIdentity, { key, artifacts }: StageRecord, made: ArtifactRef[]): HeadwaterError {
  const hashes = (refs: ArtifactRef[]): string => refs.map(({ sha256 }) => sha256).join(', ');
  const message = `stage ${stage} run again made ${hashes(made)}; stored under ${key} is ${hashes(artifacts)}`;
  return new HeadwaterError(stage === 'generate' ? 'SHARD_DIFFERS' : 'STAGE_DIFFERS', message, {
    hint: 'What was stored stays. Another processor rounds differently; on the same one, look for damage.',
    where: stage,
  });
}

export function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}

export function peakResidentBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
