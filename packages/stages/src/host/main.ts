/**
 * Entry point of a host process: a forked child that does one task at a time. `session.run` of ONNX Runtime blocks its
 * thread and must not be torn down from outside, and a native crash takes its process along: both happen here, not in
 * the worker.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toErrorRecord } from '@headwater/contracts';
import { openStore, type ArtifactStore } from '@headwater/store';
import type { StageEnvironment, StageSettings } from '../environment';
import { STAGE_OF_TASK, loadTask, type TaskName } from '../tasks';
import { codedError } from './coded-error';
import type { FromHost, ToHost } from './protocol';

let stopping = false;
let store: { uri: string; opened: Promise<ArtifactStore> } | null = null;

function send(message: FromHost): void {
  process.send?.(message);
}

function storeOf(settings: StageSettings): Promise<ArtifactStore> {
  if (store?.uri !== settings.store) store = { uri: settings.store, opened: openStore(settings.store) };
  return store.opened;
}

async function run(task: TaskName, input: unknown, settings: StageSettings): Promise<void> {
  stopping = false;
  // Answered last of all: the parent may end this process as soon as it has its answer.
  send(await answer(task, input, settings));
}

async function answer(task: TaskName, input: unknown, settings: StageSettings): Promise<FromHost> {
  let scratch: string | null = null;
  try {
    await mkdir(settings.scratch, { recursive: true });
    scratch = await mkdtemp(join(settings.scratch, `${task}-`));
    const environment: StageEnvironment = {
      settings,
      store: await storeOf(settings),
      scratch,
      report: (progress) => send({ type: 'progress', progress: { stage: STAGE_OF_TASK[task], ...progress } }),
      stopRequested: () => stopping,
    };
    const work = await loadTask(task);
    return { type: 'result', output: await work(environment, input as never) };
  } catch (thrown) {
    const error = codedError(thrown, settings.scratch);
    return {
      type: 'error',
      error: toErrorRecord(error),
      ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
    };
  } finally {
    if (scratch !== null) await rm(scratch, { recursive: true, force: true });
  }
}

process.on('message', (message: ToHost) => {
  if (message.type === 'stop') stopping = true;
  else void run(message.task, message.input, message.settings);
});
// The worker is gone: nobody would take the result, and the next worker starts from the last checkpoint.
process.on('disconnect', () => process.exit(1));
// Ctrl-C reaches the whole process group; the worker decides what its hosts do.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => {
  stopping = true;
});
