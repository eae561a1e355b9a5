import type { RunStatus, StageProgress } from '@headwater/contracts';
import { shareDone, stageNote } from './describe-stage';
import type { ProgressView } from './view';

const EVERY_MS = 10_000;

/** One line when a stage changes state, and one every ten seconds while it runs: for logs and pipes. */
export class PlainView implements ProgressView {
  private readonly states = new Map<string, string>();
  private lastLine = 0;

  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => number = Date.now,
  ) {}

  update(status: RunStatus | null, progress: StageProgress[]): void {
    for (const stage of status?.stages ?? []) {
      const latest = progress.find((p) => p.stage === stage.stage);
      const changed = (this.states.get(stage.stage) ?? 'pending') !== stage.state;
      if (!changed && !(stage.state === 'running' && this.now() - this.lastLine >= EVERY_MS)) continue;
      this.states.set(stage.stage, stage.state);
      this.lastLine = this.now();
      const share = stage.state === 'running' ? shareDone(stage, latest) : null;
      const percent = share === null ? '' : ` ${Math.floor(share * 100)} %`;
      this.write(`${stage.stage.padEnd(9)} ${stage.state}${percent} ${stageNote(stage, latest)}`.trimEnd());
    }
  }

  close(): void {
    this.states.clear();
  }
}
