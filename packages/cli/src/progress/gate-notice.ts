import type { RunStatus } from '@headwater/contracts';
import { say } from '../output';

/** Says once that a run waits for a person, and what that person needs to decide. */
export class GateNotice {
  private said = false;

  look(status: RunStatus | null): void {
    const { gate, runId } = status ?? {};
    if (gate?.state !== 'waiting' || runId === undefined || this.said) return;
    this.said = true;
    say(`the gate of ${runId} waits for a person until ${gate.until}`);
    say(`  headwater approve ${runId} --evidence ${gate.evidence} --why …`);
  }
}
