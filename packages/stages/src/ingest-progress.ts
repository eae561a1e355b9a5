import { HeadwaterError } from '@headwater/contracts';
import type { StageEnvironment } from './environment';

/** Between two reports: a batch may take a few milliseconds. */
const LEAST_MS = 250;

/** What is done with a file. */
export interface FileSteps {
  fetch: string;
  check: string;
  type: string;
  write: string;
}

export const SOURCE_STEPS: FileSteps = {
  fetch: 'fetching the source',
  check: 'checking the source',
  type: 'typing columns',
  write: 'writing snapshots',
};
export const HOLDOUT_STEPS: FileSteps = {
  fetch: 'fetching the holdout',
  check: 'checking the holdout',
  type: 'fitting the holdout to the schema',
  write: 'writing the holdout',
};
export const LAST_STEPS = { profile: 'profiling', store: 'storing' } as const;

/** All steps in the order in which they are done. */
function stepsOf(files: readonly FileSteps[]): string[] {
  return [
    ...files.map(({ fetch }) => fetch),
    ...files.flatMap(({ check, type }) => [check, type]),
    ...files.map(({ write }) => write),
    LAST_STEPS.profile,
    LAST_STEPS.store,
  ];
}

/** How far an ingestion is, told as one course from 0 to the number of its steps. */
export class IngestProgress {
  private told = '';
  private toldAt = 0;

  private readonly steps: readonly string[];

  constructor(
    private readonly environment: StageEnvironment,
    files: readonly FileSteps[],
  ) {
    this.steps = stepsOf(files);
  }

  /**
   * To be called between pieces of work: `done` of `total` (0: not known) of a step. Throws RUN_CANCELLED where a stop
   * was asked for.
   */
  at(step: string, done = 0, total = 0, unit: 'rows' | 'bytes' = 'rows'): void {
    if (this.environment.stopRequested()) throw new HeadwaterError('RUN_CANCELLED', 'ingestion was cancelled');
    const now = performance.now();
    if (step === this.told && now - this.toldAt < LEAST_MS) return;
    this.told = step;
    this.toldAt = now;
    const share = total > 0 ? Math.min(1, done / total) : 0;
    this.environment.report({
      note: `${step}${done > 0 ? `, ${counted(done, total, unit)}` : ''}`,
      done: this.steps.indexOf(step) + share,
      total: this.steps.length,
    });
  }
}

function counted(done: number, total: number, unit: 'rows' | 'bytes'): string {
  const written = (count: number): string =>
    (unit === 'bytes' ? Math.ceil(count / 1e6) : count).toLocaleString('en-US');
  return `${written(done)}${total > 0 ? ` of ${written(total)}` : ''} ${unit === 'bytes' ? 'MB' : 'rows'}`;
}
