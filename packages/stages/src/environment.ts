import type { StageProgress } from '@headwater/contracts';
import type { ArtifactStore } from '@headwater/store';

/** Settings of one worker, the same for every stage it runs. Plain data: it crosses a process border. */
export interface StageSettings {
  /** Folder path or URI of the artifact store. */
  store: string;
  /** Where chains publish that name no target: `<publishRoot>/<chain>`. */
  publishRoot: string;
  /** Folder for files that live no longer than a stage. */
  scratch: string;
  /** Threads a single model computation may use. Results do not depend on it. */
  threads: number;
  /** File with the key that signs the ledger, Ed25519 in PEM. */
  ledgerKey: string;
}

/** What a stage function is given, beside its input. */
export interface StageEnvironment {
  settings: StageSettings;
  store: ArtifactStore;
  /** A folder of this call's own, removed after it. */
  scratch: string;
  report(progress: Omit<StageProgress, 'stage'>): void;
  /** Asked between chunks of work; once true the stage saves what it must and throws RUN_CANCELLED. */
  stopRequested(): boolean;
}
