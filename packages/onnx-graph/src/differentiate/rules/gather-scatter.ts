import { numberAttribute, textAttribute } from '../../graph/node';
import { graphError } from '../../graph/graph-error';
import { isStatic, productOfDims, sizeOf, type Shape } from '../../graph/shape';
import type { Value } from '../../graph/value';
import { add, mul } from '../../ops/arithmetic';
import { gatherElements, gatherND } from '../../ops/gather';
import { filled, range, zerosLike } from '../../ops/generate';
import { cast } from '../../ops/logic';
import { reduceSum } from '../../ops/reduce';
import { declareShape, expand, reshape, reshapeLike, unsqueeze } from '../../ops/reshape';
import { scatterElements, scatterND } from '../../ops/scatter';
import { materialise } from '../broadcast';
import { defineGradient } from '../rule';

defineGradient('Gather', ({ node, inputs, output, gradient }) => {
  const [x, indices] = inputs as [Value, Value];
  const axis = numberAttribute(node.attributes, 'axis', 0);
  return [addSlices(x, indices, materialise(gradient, output), axis)];
});

/** Zeros like x, with the slices of `g` added at `indices` along `axis`, in order of the indices. */
function addSlices(x: Value, indices: Value, g: Value, axis: number): Value {
  const inner = x.shape.slice(1);
  if (axis === 0 && isStatic(inner)) return addRows(x, indices, g, sizeOf(inner));
  const count = productOfDims(indices.shape);
  const flatShape = [...x.shape.slice(0, axis), count, ...x.shape.slice(axis + 1)];
  const flat = reshape(g, flatShape);
  const others = flatShape.flatMap((_, i) => (i === axis ? [] : [i]));
  const spread = unsqueeze(reshape(indices, [-1]), others);
  return scatterElements(zerosLike(x), expand(spread, flatShape, flat), flat, axis, 'add');
}

/** addSlices() of whole rows, element by element: ONNX Runtime is three times as fast in one dimension as in two. */
function addRows(x: Value, indices: Value, g: Value, width: number): Value {
  const [rows] = x.shape;
  const type = indices.type === 'int32' && typeof rows === 'number' && rows * width < 2 ** 31 ? 'int32' : 'int64';
  const starts = mul(reshape(cast(indices, type), [-1, 1]), width);
  const places = reshape(add(starts, range(x.graph, 0, width, 1, type)), [-1]);
  const updates = declareShape(reshape(g, [-1]), places.shape);
  return reshapeLike(scatterElements(zerosLike(reshape(x, [-1])), places, updates, 0, 'add'), x);
}

defineGradient('GatherElements', ({ node, inputs, output, gradient }) => {
  const [x, indices] = inputs as [Value, Value];
  return [
    scatterElements(
      zerosLike(x),
      indices,
      materialise(gradient, output),
      numberAttribute(node.attributes, 'axis', 0),
      'add',
    ),
  ];
});

/** Index tuples become row numbers of x flattened over the dimensions they index, and repeated ones add up. */
defineGradient('GatherND', ({ node, inputs, output, gradient }) => {
  const [x, indices] = inputs as [Value, Value];
  const depth = indices.shape.at(-1) as number;
  const outer: Shape = x.shape.slice(0, depth);
  const inner: Shape = x.shape.slice(depth);
  if (!isStatic(outer) || !isStatic(inner)) {
    throw graphError(node.name, 'the gradient of GatherND needs a tensor of fixed shape');
  }
  const strides = outer.map((_, i) => outer.slice(i + 1).reduce((a, b) => a * b, 1));
  const numbers = reduceSum(mul(indices, x.graph.constant(strides, [depth], 'int64')), [-1]);
  const rows = filled(x.graph, 0, [sizeOf(outer), sizeOf(inner)], x.type);
  const g = reshape(materialise(gradient, output), [-1, sizeOf(inner)]);
  return [reshape(addSlices(rows, reshape(numbers, [-1]), g, 0), x.shape)];
});

defineGradient('ScatterElements', ({ node, inputs, output, gradient, needed }) => {
  const [, indices, updates] = inputs as [Value, Value, Value];
  const axis = numberAttribute(node.attributes, 'axis', 0);
  const reduction = textAttribute(node.attributes, 'reduction', 'none');
  if (reduction !== 'none' && reduction !== 'add')
    throw graphError(node.name, `ScatterElements with reduction ${reduction} has no gradient`);
  const g = materialise(gradient, output);
  const kept = (): Value => (reduction === 'add' ? gradient : scatterElements(g, indices, zerosLike(updates), axis));
  return [needed[0] ? kept() : undefined, undefined, needed[2] ? gatherElements(g, indices, axis) : undefined];
});

defineGradient('ScatterND', ({ inputs, output, gradient, needed }) => {
  const [, indices, updates] = inputs as [Value, Value, Value];
  const g = materialise(gradient, output);
  return [
    needed[0] ? scatterND(g, indices, zerosLike(updates)) : undefined,
    undefined,
    needed[2] ? gatherND(g, indices) : undefined,
  ];
});
