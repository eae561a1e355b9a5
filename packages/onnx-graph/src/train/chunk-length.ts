const FIRST_STEPS = 4;
const GROWTH = 4;
/** Data of one chunk, at most; a single step may need more. */
const CHUNK_BYTES = 16_000_000;

/** How many steps the next chunk should have: by the clock, growing gently, and no more than memory allows. */
export class ChunkLength {
  private wanted = FIRST_STEPS;
  private readonly most: number;

  constructor(
    private readonly seconds: number,
    bytesPerStep: number,
  ) {
    this.most = Math.max(1, Math.floor(CHUNK_BYTES / Math.max(1, bytesPerStep)));
  }

  /** At least 1, at most `left`. */
  next(left: number): number {
    return Math.max(1, Math.min(this.wanted, this.most, left));
  }

  /** Learns from a chunk of `steps` steps that took `seconds`. */
  observe(steps: number, seconds: number): void {
    const fitting = Math.round((this.seconds * steps) / Math.max(seconds, 1e-6));
    this.wanted = Math.max(1, Math.min(fitting, GROWTH * this.wanted));
  }
}
