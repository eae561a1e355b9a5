import type { RunStatus, StageProgress } from '@headwater/contracts';
import { PlainView } from './plain-view';
import { TerminalView } from './terminal-view';

/** Shows a run while it goes on. */
export interface ProgressView {
  update(status: RunStatus | null, progress: StageProgress[]): void;
  close(): void;
}

/** Bars on a terminal, lines elsewhere; both on standard error. */
export function progressView(): ProgressView {
  return process.stderr.isTTY
    ? new TerminalView(process.stderr)
    : new PlainView((line) => process.stderr.write(`${line}\n`));
}
