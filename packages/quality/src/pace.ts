import { HeadwaterError } from '@headwater/contracts';

/** How far an assessment is: `done` of `total` parts of the step that `note` names. */
export interface Progress {
  note: string;
  done: number;
  total: number;
}

/** Who is told about progress, and who may ask for an end. */
export interface Watcher {
  report(progress: Progress): void;
  stopRequested(): boolean;
}

const TURN_EVERY_MS = 200;

/** Keeps long computations polite: several times a second they report, look whether to stop, and let events through. */
export class Pace {
  private last = performance.now();

  constructor(private readonly watcher: Watcher) {}

  /** Whether it is time for a `turn`; cheap enough for inner loops. */
  due(): boolean {
    return performance.now() - this.last >= TURN_EVERY_MS;
  }

  /** Reports, and throws RUN_CANCELLED if an end was asked for. */
  async turn(progress: Progress): Promise<void> {
    // A request to stop arrives as an event: it can only be seen after the event loop had its turn.
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.watcher.stopRequested()) throw new HeadwaterError('RUN_CANCELLED', 'assessment was cancelled');
    this.watcher.report(progress);
    this.last = performance.now();
  }
}
