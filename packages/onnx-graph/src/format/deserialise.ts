import type { onnx } from 'onnx-proto';
import { Graph } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import type { AttributeValue } from '../graph/node';
import type { Shape } from '../graph/shape';
import type { Value } from '../graph/value';
import '../ops';
import { ATTRIBUTE_TYPE } from './attribute-type';
import { decodeModel } from './decode-model';
import { readTensor } from './read-tensor';
import { readValueInfo } from './signature';

export interface LoadedModel {
  readonly graph: Graph;
  readonly name: string;
  readonly opset: number;
  readonly irVersion: number;
  readonly metadata: Readonly<Record<string, string>>;
}

type Names = ReadonlyMap<string, Value>;

/**
 * Reads an ONNX model into a graph: shapes are inferred anew, names are kept, so that what serialise() wrote is written
 * again to the same bytes. Constant nodes become initialisers.
 * @throws HeadwaterError MODEL_BUNDLE_INVALID for bytes that are no ONNX model, GRAPH_INVALID for operators, attributes
 *   or types this package does not know
 */
export function deserialise(bytes: Uint8Array): LoadedModel {
  const model = decodeModel(bytes);
  const graph = new Graph();
  fill(graph, model.graph as onnx.IGraphProto, new Map());
  return {
    graph,
    name: model.graph?.name ?? '',
    opset: Number(model.opsetImport.find((set) => (set.domain ?? '') === '')?.version ?? 0),
    irVersion: Number(model.irVersion),
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key ?? '', value ?? ''])),
  };
}

function fill(graph: Graph, proto: onnx.IGraphProto, outer: Names): void {
  const values = new Map<string, Value>(outer);
  const initialised = new Set((proto.initializer ?? []).map((tensor) => tensor.name));
  for (const info of proto.input ?? []) {
    if (initialised.has(info.name)) continue;
    const { name, type, shape } = readValueInfo(info);
    values.set(name, graph.input(name, type, shape));
  }
  for (const tensor of proto.initializer ?? [])
    values.set(tensor.name ?? '', graph.initializer(tensor.name ?? '', readTensor(tensor)));
  const shapes = new Map(
    [...(proto.valueInfo ?? []), ...(proto.output ?? [])].map((info) => [info.name, readValueInfo(info).shape]),
  );
  for (const node of proto.node ?? []) addNode(graph, node, values, shapes);
  for (const info of proto.output ?? []) graph.output(info.name ?? '', lookUp(values, info.name ?? '', 'output'));
}

function addNode(
  graph: Graph,
  node: onnx.INodeProto,
  values: Map<string, Value>,
  shapes: ReadonlyMap<string | null | undefined, Shape>,
): void {
  const op = node.opType ?? '';
  const names = node.output ?? [];
  if (op === 'Constant') {
    const tensor = node.attribute?.[0]?.t;
    if (tensor === null || tensor === undefined)
      throw graphError(`Constant ${node.name}`, 'only tensor constants are read');
    values.set(names[0] ?? '', graph.initializer(names[0] ?? '', readTensor(tensor)));
    return;
  }
  const inputs = (node.input ?? []).map((name) =>
    name === '' ? undefined : lookUp(values, name, `${op} ${node.name}`),
  );
  const attributes: Record<string, AttributeValue> = {};
  for (const attribute of node.attribute ?? [])
    attributes[attribute.name ?? ''] = readAttribute(graph, attribute, values, `${op} ${node.name}`);
  const stated = names.map((name) => shapes.get(name));
  const declared = stated.every((shape) => shape !== undefined) ? stated : [];
  const outputs = graph.add(op, inputs, attributes, declared, { node: node.name ?? '', outputs: names });
  names.forEach((name, i) => values.set(name, outputs[i] as Value));
}

function readAttribute(graph: Graph, attribute: onnx.IAttributeProto, values: Names, where: string): AttributeValue {
  switch (Number(attribute.type)) {
    case ATTRIBUTE_TYPE.float:
      return { kind: 'float', value: attribute.f ?? 0 };
    case ATTRIBUTE_TYPE.int:
      return { kind: 'int', value: Number(attribute.i ?? 0) };
    case ATTRIBUTE_TYPE.string:
      return { kind: 'string', value: new TextDecoder().decode(attribute.s ?? new Uint8Array()) };
    case ATTRIBUTE_TYPE.ints:
      return { kind: 'ints', value: (attribute.ints ?? []).map(Number) };
    case ATTRIBUTE_TYPE.graph: {
      const body = new Graph(graph);
      fill(body, attribute.g ?? {}, values);
      return { kind: 'graph', value: body };
    }
    default:
      throw graphError(where, `attribute ${attribute.name} has a type this package does not read (${attribute.type})`);
  }
}

function lookUp(values: Names, name: string, where: string): Value {
  const value = values.get(name);
  if (value === undefined) throw graphError(where, `${name} is used before it is made`);
  return value;
}
