import { onnx } from 'onnx-proto';
import { ELEMENT_TYPES } from '../graph/element-type';
import type { Graph } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import type { AttributeValue, GraphNode } from '../graph/node';
import { rawBytes } from '../graph/tensor-data';
import type { Value } from '../graph/value';
import { ATTRIBUTE_TYPE } from './attribute-type';
import { liveParts, type Live } from './live';

const OPSET = 20;
const IR_VERSION = 9;
/** Operators whose outputs after the first may be left out. */
const OPTIONAL_OUTPUTS = new Set(['LayerNormalization', 'MaxPool']);

export interface SerialiseOptions {
  readonly name: string;
  /** Written into the model, keys in order. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * The graph as an ONNX model (operator set 20, IR version 9). The same graph gives the same bytes; what no output needs
 * is left out.
 * @throws HeadwaterError GRAPH_INVALID when the graph has no output
 */
export function serialise(graph: Graph, options: SerialiseOptions): Uint8Array {
  if (graph.outputs.length === 0)
    throw graphError(options.name, 'the graph has no output', 'Name one with graph.output().');
  const live = liveParts(graph);
  const metadata = Object.entries(options.metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const model: onnx.IModelProto = {
    irVersion: IR_VERSION,
    producerName: 'headwater',
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: metadata.map(([key, value]) => ({ key, value })),
    graph: new GraphWriter(live).graph(graph, options.name),
  };
  return onnx.ModelProto.encode(model).finish();
}

class GraphWriter {
  /** Values that are written under the name of the output they are. */
  private readonly outputNames = new Map<Value, string>();

  constructor(private readonly live: Live) {}

  graph(graph: Graph, name: string): onnx.IGraphProto {
    const copies: onnx.INodeProto[] = [];
    for (const output of graph.outputs) {
      const { value } = output;
      if (value.name === output.name) continue;
      // Only what a node of this graph makes can be renamed; inputs and outer values are copied.
      if (value.graph === graph && value.producer !== undefined && !this.outputNames.has(value))
        this.outputNames.set(value, output.name);
      else
        copies.push({
          name: `${output.name}/copy`,
          opType: 'Identity',
          input: [this.nameOf(value)],
          output: [output.name],
        });
    }
    const nodes = graph.nodes.filter((node) => this.live.nodes.has(node));
    const written = new Set(graph.outputs.map((output) => output.name));
    const stated = nodes.filter((node) => node.declared).flatMap((node) => this.outputsOf(node));
    return {
      name,
      node: [...nodes.map((node) => this.node(node)), ...copies],
      initializer: graph.initializers.filter((value) => this.live.values.has(value)).map((value) => initializer(value)),
      input: graph.inputs.map((value) => valueInfo(value, value.name)),
      output: graph.outputs.map((output) => valueInfo(output.value, output.name)),
      valueInfo: stated
        .filter((value) => !written.has(this.nameOf(value)))
        .map((value) => valueInfo(value, value.name)),
    };
  }

  private node(node: GraphNode): onnx.INodeProto {
    return {
      name: node.name,
      opType: node.op,
      input: node.inputs.map((input) => (input === undefined ? '' : this.nameOf(input))),
      output: this.outputsOf(node).map((output) => this.nameOf(output)),
      attribute: Object.entries(node.attributes).map(([name, value]) => this.attribute(name, value, node)),
    };
  }

  /** A node's outputs, less those at the end that nobody reads where ONNX lets them be left out: kernels then save the work. */
  private outputsOf(node: GraphNode): readonly Value[] {
    if (!OPTIONAL_OUTPUTS.has(node.op)) return node.outputs;
    return node.outputs.slice(0, node.outputs.findLastIndex((output) => this.live.values.has(output)) + 1);
  }

  private attribute(name: string, attribute: AttributeValue, node: GraphNode): onnx.IAttributeProto {
    const base = { name, type: ATTRIBUTE_TYPE[attribute.kind] };
    switch (attribute.kind) {
      case 'float':
        return { ...base, f: attribute.value };
      case 'int':
        return { ...base, i: attribute.value };
      case 'ints':
        return { ...base, ints: [...attribute.value] };
      case 'string':
        return { ...base, s: new TextEncoder().encode(attribute.value) };
      case 'graph':
        return { ...base, g: this.graph(attribute.value, `${node.name}/${name}`) };
    }
  }

  private nameOf(value: Value): string {
    return this.outputNames.get(value) ?? value.name;
  }
}

function initializer(value: Value): onnx.ITensorProto {
  const { constant } = value;
  if (constant === undefined) throw graphError(value.name, 'an initialiser lost its values');
  return {
    name: value.name,
    dataType: ELEMENT_TYPES[constant.type].code,
    dims: [...constant.shape],
    rawData: rawBytes(constant),
  };
}

function valueInfo(value: Value, name: string): onnx.IValueInfoProto {
  const dim = value.shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: ELEMENT_TYPES[value.type].code, shape: { dim } } } };
}
