import { condition, setHandler } from '@temporalio/workflow';
import { holdSignal } from './messages';

/** Lets a chain hold its run between two stages: what runs is not interrupted, what comes next waits. */
export class Holding {
  private held = false;

  constructor() {
    setHandler(holdSignal, (held) => {
      this.held = held;
    });
  }

  async passed(): Promise<void> {
    if (this.held) await condition(() => !this.held);
  }
}
