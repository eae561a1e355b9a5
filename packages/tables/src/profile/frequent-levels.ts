const MOST_KEPT = 262_144;

/**
 * The most frequent texts of a stream in bounded memory. Once more than 262,144 are kept, the median of their counts is
 * taken off all, and those that have nothing left are dropped (Anderson et al., "A High-Performance Algorithm for
 * Identifying Frequent Items in Data Streams", IMC 2017): no count is too high, and none too low by more than a
 * 131,072nd of all that was counted.
 */
export class FrequentLevels {
  /** Whether every count is exact. */
  exact = true;
  private readonly counts = new Map<string, number>();

  add(level: string, times: number): void {
    this.counts.set(level, (this.counts.get(level) ?? 0) + times);
    if (this.counts.size > MOST_KEPT) this.purge();
  }

  /** The levels with the highest counts, equal ones in order of first appearance. */
  top(most: number): { value: string; count: number }[] {
    const sorted = [...this.counts].sort(([, a], [, b]) => b - a);
    return sorted.slice(0, most).map(([value, count]) => ({ value, count }));
  }

  private purge(): void {
    this.exact = false;
    const sorted = Float64Array.from(this.counts.values()).sort();
    const off = sorted[sorted.length >> 1] as number;
    for (const [level, count] of this.counts) {
      if (count > off) this.counts.set(level, count - off);
      else this.counts.delete(level);
    }
  }
}
