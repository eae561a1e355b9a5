import type { Points } from './gower-space';

const { abs, floor, max, min } = Math;
/** Rows of a leaf, about: fewer cost more boxes to look at than they save rows. */
const LEAF_ROWS = 64;
/** Rows whose coordinates decide where a node is split. */
const PROBES = 32;

/**
 * Rows in a binary tree of boxes, for exact search by Gower's distance. Of a box the least distance that any of its rows
 * can have is known (each coordinate's distance to the box, at most 1), so boxes that are too far are left out unseen. A
 * level is a whole number: outside the box's range it differs, and costs 1.
 *
 * Search with `start`, then `next` until it answers -1; rows of a leaf are `firstRow[leaf]` to `firstRow[leaf + 1]` of
 * `coordinates`, and `rows` has their places in the points given.
 */
export class GowerTree {
  readonly width: number;
  readonly rows: Int32Array;
  readonly coordinates: Float64Array;
  /** Leaves in the order of their rows. */
  readonly firstRow: number[] = [];
  /** A leaf's node has its number's complement, an inner node its second child; the first one follows it. */
  private readonly links: number[] = [];
  /** Least and greatest coordinates of each node, one after the other. */
  private readonly boxes: Float64Array;
  private readonly stack: number[] = [];
  private readonly bounds: number[] = [];
  private query: Float64Array = new Float64Array(0);
  private at = 0;

  constructor(points: Points) {
    this.width = points.width;
    this.rows = Int32Array.from({ length: points.rows }, (_, i) => i);
    const boxes: number[] = [];
    this.grow(points, boxes);
    this.boxes = Float64Array.from(boxes);
    this.firstRow.push(points.rows);
    this.coordinates = new Float64Array(points.rows * this.width);
    for (const [i, row] of this.rows.entries())
      this.coordinates.set(points.coordinates.subarray(row * this.width, (row + 1) * this.width), i * this.width);
  }

  /** Begins a search from the point at `at` of `query`. */
  start(query: Float64Array, at: number): void {
    this.query = query;
    this.at = at;
    this.stack.length = 0;
    this.bounds.length = 0;
    if (this.rows.length === 0) return;
    this.stack.push(0);
    this.bounds.push(0);
  }

  /** The next leaf that may hold a row whose sum of differences is `limit` or less, near ones first; -1 at the end. */
  next(limit: number): number {
    const { stack, bounds, links } = this;
    for (;;) {
      const node = stack.pop();
      if (node === undefined) return -1;
      if ((bounds.pop() as number) > limit) continue;
      const link = links[node] as number;
      if (link < 0) return ~link;
      const left = this.bound(node + 1, limit);
      const right = this.bound(link, limit);
      if (left <= right) {
        if (right <= limit) this.push(link, right);
        if (left <= limit) this.push(node + 1, left);
      } else {
        if (left <= limit) this.push(node + 1, left);
        this.push(link, right);
      }
    }
  }

  private push(node: number, bound: number): void {
    this.stack.push(node);
    this.bounds.push(bound);
  }

  /** The least sum that a row of this box can have, or some number above `limit` once it is certain to be above. */
  private bound(node: number, limit: number): number {
    const { query, at, boxes, width } = this;
    let low = 2 * width * node;
    let sum = 0;
    for (let j = 0; j < width; j++, low++) {
      const x = query[at + j] as number;
      const gap = max((boxes[low] as number) - x, x - (boxes[low + width] as number));
      if (gap > 0) sum += min(1, gap);
      if (sum > limit) return sum;
    }
    return sum;
  }

  /** Depth first, so that a node's first child follows it and leaves come in the order of their rows. */
  private grow(points: Points, boxes: number[]): void {
    const open: { from: number; to: number; parent: number }[] = [{ from: 0, to: points.rows, parent: -1 }];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      const { from, to, parent } = part;
      const node = this.links.length;
      if (parent >= 0) this.links[parent] = node;
      this.addBox(points, from, to, boxes);
      const middle = to - from <= LEAF_ROWS ? from : this.split(points, from, to);
      if (middle === from) {
        this.links.push(~this.firstRow.length);
        this.firstRow.push(from);
        continue;
      }
      this.links.push(0);
      open.push({ from: middle, to, parent: node }, { from, to: middle, parent: -1 });
    }
  }

  private addBox({ coordinates, width }: Points, from: number, to: number, boxes: number[]): void {
    const lows = new Float64Array(width).fill(Infinity);
    const highs = new Float64Array(width).fill(-Infinity);
    for (let i = from; i < to; i++) {
      const start = (this.rows[i] as number) * width;
      for (let j = 0; j < width; j++) {
        const x = coordinates[start + j] as number;
        if (x < (lows[j] as number)) lows[j] = x;
        if (x > (highs[j] as number)) highs[j] = x;
      }
    }
    for (const low of lows) boxes.push(low);
    for (const high of highs) boxes.push(high);
  }

  /** Parts the rows by the coordinate in which they differ most; `from` where they seem all alike. */
  private split({ coordinates, width }: Points, from: number, to: number): number {
    const { rows } = this;
    const probes = min(PROBES, to - from);
    const starts = Int32Array.from({ length: probes }, (_, k) => {
      const at = from + floor((k * (to - from)) / probes);
      return (rows[at] as number) * width;
    });
    let best = { spread: 0, column: -1 };
    for (let j = 0; j < width; j++) {
      let spread = 0;
      let last = coordinates[(starts[probes - 1] as number) + j] as number;
      for (let k = 0; k < probes; k++) {
        const next = coordinates[(starts[k] as number) + j] as number;
        spread += min(1, abs(next - last));
        last = next;
      }
      if (spread > best.spread) best = { spread, column: j };
    }
    if (best.column < 0) return from;
    const sorted = Float64Array.from(starts, (start) => coordinates[start + best.column] as number).sort();
    const median = sorted[probes >> 1] as number;
    // The greatest value that still leaves some probe above it, if the median is itself the greatest.
    const highest = sorted[probes - 1] as number;
    const upTo = median < highest ? median : (sorted.findLast((x) => x < highest) as number);
    let middle = from;
    for (let i = from; i < to; i++) {
      const row = rows[i] as number;
      if ((coordinates[row * width + best.column] as number) > upTo) continue;
      rows[i] = rows[middle] as number;
      rows[middle++] = row;
    }
    return middle;
  }
}
