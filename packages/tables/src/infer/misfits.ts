/** Values that did not fit what was declared: how many, and the first row (0-based) that holds one. */
export class Misfits {
  count = 0;
  firstRow = -1;

  add(row: number, times = 1): void {
    if (this.count === 0) this.firstRow = row;
    this.count += times;
  }
}
