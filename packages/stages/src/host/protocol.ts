import type { ErrorRecord, StageProgress } from '@headwater/contracts';
import type { StageSettings } from '../environment';
import type { TaskName } from '../tasks';

/** Parent to host. Everything is plain data; artifacts go through the store, never through the channel. */
export type ToHost =
  | { type: 'run'; task: TaskName; input: unknown; settings: StageSettings }
  /** Finish the chunk under way, save a checkpoint, answer RUN_CANCELLED. */
  | { type: 'stop' };

/** Host to parent. */
export type FromHost =
  | { type: 'progress'; progress: StageProgress }
  | { type: 'result'; output: unknown }
  | { type: 'error'; error: ErrorRecord; stack?: string };
