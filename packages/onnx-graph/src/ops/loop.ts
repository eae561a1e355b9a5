import { Graph, graphOf } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import { defineOperator } from '../graph/operator';
import { formatShape, sameShape } from '../graph/shape';
import type { Value } from '../graph/value';

defineOperator('Loop', (context) => {
  const body = context.attributes['body'];
  if (body?.kind !== 'graph') throw graphError(context.where, 'the body is missing');
  const carried = context.inputs.slice(2) as Value[];
  const results = body.value.outputs.slice(1);
  const states = carried.map((start, i) => {
    const result = results[i]?.value;
    if (result?.type !== start.type || !sameShape(result.shape, start.shape)) {
      const got = result === undefined ? 'nothing' : `${result.type} ${formatShape(result.shape)}`;
      throw graphError(
        context.where,
        `state ${i} starts as ${start.type} ${formatShape(start.shape)} and the body makes it ${got}`,
      );
    }
    return { type: start.type, shape: start.shape };
  });
  const trips = context.inputs[0]?.constant?.data[0];
  const count = trips === undefined ? context.freshDim() : Number(trips);
  return [
    ...states,
    ...results.slice(carried.length).map(({ value }) => ({ type: value.type, shape: [count, ...value.shape] })),
  ];
});

export interface LoopBody {
  /** Number of this trip from 0, an int64 scalar. */
  readonly iteration: Value;
  /** The carried values as they enter this trip. */
  readonly carried: readonly Value[];
}

export interface LoopOptions {
  /** Number of trips, an int64 scalar. */
  readonly trips: Value;
  /** Start values of what is carried from trip to trip; element types and shapes stay. */
  readonly carried: readonly Value[];
  /** Builds the body once; it sees the values of the graph around it. `scans` are collected, one entry a trip. */
  readonly body: (
    graph: Graph,
    context: LoopBody,
  ) => { readonly carried: readonly Value[]; readonly scans?: readonly Value[] };
}

/** An ONNX Loop. Returns the carried values after the last trip, and each scan with a new first dimension of trips. */
export function loop(options: LoopOptions): { carried: Value[]; scans: Value[] } {
  const outer = graphOf(options.trips, ...options.carried);
  const body = new Graph(outer);
  const label = (stem: string): string => body.unusedName(stem);
  const iteration = body.input(label('iteration'), 'int64', []);
  const condition = body.input(label('condition'), 'bool', []);
  const carried = options.carried.map((start) => body.input(label('carried'), start.type, start.shape));
  const result = options.body(body, { iteration, carried });
  body.output(label('continue'), condition);
  result.carried.forEach((value) => body.output(label('next'), value));
  result.scans?.forEach((value) => body.output(label('scan'), value));
  const always = outer.constant(Uint8Array.of(1), [], 'bool');
  const outputs = outer.add('Loop', [options.trips, always, ...options.carried], {
    body: { kind: 'graph', value: body },
  });
  return { carried: outputs.slice(0, carried.length), scans: outputs.slice(carried.length) };
}
