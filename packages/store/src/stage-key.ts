import { canonicalJson, type StageName } from '@headwater/contracts';
import { sha256 } from './hashing';

/** All that the outputs of a stage depend on. */
export interface StageIdentity {
  stage: StageName;
  codeVersion: string;
  /** SHA-256 of every input by its role: train, holdout, schema, ... */
  inputs: Record<string, string>;
  /** The part of the spec that the stage reads; anything JSON can say. */
  parameters: unknown;
  /** Absent where nothing random happens. */
  seed?: number;
}

/** The name under which a stage's outputs are found again: 64 hex digits, equal for equal identities. */
export function stageKey({ stage, codeVersion, inputs, parameters, seed }: StageIdentity): string {
  return sha256(canonicalJson({ stage, codeVersion, inputs, parameters: parameters ?? null, seed: seed ?? null }));
}
