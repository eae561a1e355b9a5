import { graphError } from './graph-error';

/**
 * A number, or the name of a dimension known only at run time. Equal names are equal sizes; a name is taken never to
 * stand for 1 where another tensor has more, so what a gradient must be summed over is known when the graph is built.
 */
export type Dim = number | string;
export type Shape = readonly Dim[];

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

/** Whether two shapes may be one at run time: sizes agree wherever both are numbers. */
export function couldBe(a: Shape, b: Shape): boolean {
  return (
    a.length === b.length && a.every((dim, i) => dim === b[i] || typeof dim === 'string' || typeof b[i] === 'string')
  );
}

export function isStatic(shape: Shape): shape is readonly number[] {
  return shape.every((dim) => typeof dim === 'number');
}

/** Number of values in a shape of numbers. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** The common shape of two operands under ONNX (NumPy) broadcasting. */
export function broadcastShapes(a: Shape, b: Shape, where: string): Dim[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = a[i - rank + a.length] ?? 1;
    const right = b[i - rank + b.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw graphError(
      where,
      `shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast: ${left} against ${right}`,
      typeof left === 'string' || typeof right === 'string'
        ? 'Two dimensions that are equal must have one name; declareShape() renames a dimension.'
        : 'Give both operands the same size there, or size 1.',
    );
  });
}

/** Whether `shape` broadcasts to exactly `target`. */
export function broadcastsTo(shape: Shape, target: Shape): boolean {
  const lead = target.length - shape.length;
  return lead >= 0 && shape.every((dim, i) => dim === 1 || dim === target[lead + i]);
}

/** An axis in 0 … rank-1 from one that may count from the end. */
export function normaliseAxis(axis: number, rank: number, where: string): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw graphError(where, `axis ${axis} is outside a tensor of ${rank} dimensions`);
  }
  return axis < 0 ? axis + rank : axis;
}

/** Different axes, each in 0 … rank-1, in increasing order; all of them when none is named. */
export function normaliseAxes(axes: readonly number[] | undefined, rank: number, where: string): number[] {
  if (axes === undefined) return Array.from({ length: rank }, (_, i) => i);
  const found = axes.map((axis) => normaliseAxis(axis, rank, where)).sort((a, b) => a - b);
  if (new Set(found).size !== found.length) throw graphError(where, `axes ${axes.join(', ')} name one axis twice`);
  return found;
}

/** The size of parts laid end to end; for names a name that is the same wherever the same parts are joined. */
export function sumOfDims(dims: readonly Dim[]): Dim {
  const known = dims.filter((dim) => typeof dim === 'number').reduce((a, b) => a + b, 0);
  const names = dims.filter((dim) => typeof dim === 'string').sort();
  if (names.length === 0) return known;
  return names.length === 1 && known === 0
    ? (names[0] as string)
    : [...names, ...(known === 0 ? [] : [known])].join('+');
}

/** The size of a flattened run of dimensions, named likewise. */
export function productOfDims(dims: readonly Dim[]): Dim {
  const known = dims.filter((dim) => typeof dim === 'number').reduce((a, b) => a * b, 1);
  const names = dims.filter((dim) => typeof dim === 'string').sort();
  if (names.length === 0 || known === 0) return known;
  const product = names.map((name) => (name.includes('+') ? `(${name})` : name)).join('*');
  return known === 1 ? product : `${known}*${product}`;
}
