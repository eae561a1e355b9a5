import type { RunStatus, StageProgress, StageState } from '@headwater/contracts';
import { shareDone, stageNote } from './describe-stage';
import type { ProgressView } from './view';

const BAR_WIDTH = 24;
const MARKS: Record<StageState, string> = {
  pending: '·',
  running: '▸',
  done: '✓',
  failed: '✗',
  skipped: '–',
  cancelled: '–',
};

/** A bar a stage, drawn over itself. */
export class TerminalView implements ProgressView {
  private lines = 0;
  private latest: RunStatus | null = null;

  constructor(private readonly out: NodeJS.WriteStream) {}

  update(status: RunStatus | null, progress: StageProgress[]): void {
    if (status === null) return;
    this.latest = status;
    this.draw(status, progress);
  }

  close(): void {
    if (this.latest !== null) this.draw(this.latest, []);
    this.lines = 0;
  }

  private draw(status: RunStatus, progress: StageProgress[]): void {
    const width = this.out.columns || 80;
    const rows = status.stages.map((stage) => {
      const latest = progress.find((p) => p.stage === stage.stage);
      const row = `${MARKS[stage.state]} ${stage.stage.padEnd(9)} ${bar(shareDone(stage, latest))} ${stageNote(stage, latest)}`;
      return row.slice(0, width - 1);
    });
    const up = this.lines > 0 ? `\u001b[${this.lines}A` : '';
    this.out.write(up + rows.map((row) => `\u001b[2K${row}\n`).join(''));
    this.lines = rows.length;
  }
}

function bar(share: number | null): string {
  if (share === null) return ' '.repeat(BAR_WIDTH);
  const full = Math.round(share * BAR_WIDTH);
  return '━'.repeat(full) + '┄'.repeat(BAR_WIDTH - full);
}
