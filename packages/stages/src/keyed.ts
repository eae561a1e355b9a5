import type { ArtifactRef, StageReceipt } from '@headwater/contracts';
import { stageKey } from '@headwater/store';
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

/**
 * Runs a stage once in the life of a store: outputs found under its key are returned as they are, with `reused`.
 * Two workers that race both compute and one record wins; being pure, they agree.
 */
export async function once<T extends object>(
  environment: StageEnvironment,
  identity: StageIdentity,
  compute: (key: string) => Promise<Computed<T>>,
): Promise<T & StageReceipt> {
  const key = keyOf(identity);
  const found = await environment.store.stages.get(key);
  if (found !== null) return { ...(found.outputs as T), key, reused: true, seconds: 0, peakBytes: 0 };
  const started = performance.now();
  const { outputs, artifacts } = await compute(key);
  const seconds = secondsSince(started);
  const peakBytes = peakResidentBytes();
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

export function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}

export function peakResidentBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
