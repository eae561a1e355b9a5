import type { ElementType, TypedArray } from './element-type';
import { graphError } from './graph-error';
import { nodeKey, type Attributes, type GraphNode } from './node';
import { inferenceOf, type NodeContext } from './operator';
import { couldBe, formatShape, sameShape, type Shape } from './shape';
import { constantTensor, rawBytes, tensor, type TensorData } from './tensor-data';
import type { Value } from './value';

/** Constants of at most this many values are compared with those there are; larger ones are always new. */
const SHARED_CONSTANT_SIZE = 4096;

/** Names are counted over a graph and all graphs inside it: ONNX forbids an inner name that hides an outer one. */
interface NameScope {
  readonly taken: Set<string>;
  readonly counters: Map<string, number>;
}

interface NodeNames {
  readonly node: string;
  readonly outputs: readonly string[];
}

/**
 * A graph under construction. Nodes are only ever added, each one checked as it comes, so nodes are in topological order.
 * A node equal to one that is there (operator, inputs, attributes) is that one: operators are pure functions.
 */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: { readonly name: string; readonly value: Value }[] = [];
  readonly initializers: Value[] = [];
  private readonly names: NameScope;
  private readonly constants = new Map<string, Value>();
  private readonly known = new Map<string, readonly Value[]>();
  private prefix = '';

  /** A graph of its own, or with `parent` the body of a control-flow node, which sees the parent's values. */
  constructor(readonly parent?: Graph) {
    this.names = parent === undefined ? { taken: new Set(), counters: new Map() } : parent.names;
  }

  /** A named input. Throws GRAPH_INVALID when the name is taken or a size is not a whole number. */
  input(name: string, type: ElementType, shape: Shape): Value {
    for (const dim of shape) {
      if (dim === '' || (typeof dim === 'number' && (!Number.isInteger(dim) || dim < 0))) {
        throw graphError(
          `input ${name}`,
          `${JSON.stringify(dim)} is not a size`,
          'Use a whole number, or a name for a dynamic dimension.',
        );
      }
    }
    const value: Value = { name: this.claim(name), type, shape: [...shape], graph: this };
    this.inputs.push(value);
    return value;
  }

  /** Fixed values stored in the model under a name of their own: weights, lookup tables. */
  initializer(name: string, data: TensorData): Value {
    const checked = tensor(data.type, data.shape, data.data, `initializer ${name}`);
    return this.keep({
      name: this.claim(name),
      type: checked.type,
      shape: checked.shape,
      graph: this,
      constant: checked,
    });
  }

  /**
   * A constant: a number (float32 unless `type` says otherwise), numbers, or a typed array. Without a shape a number is a
   * scalar and a list a vector. Equal small constants are one value.
   */
  constant(data: number | readonly number[] | TypedArray, shape?: readonly number[], type?: ElementType): Value {
    const checked = constantTensor(data, shape, type);
    const size = checked.data.length;
    if (size > SHARED_CONSTANT_SIZE) return this.storeConstant(checked);
    const key = `${checked.type}[${checked.shape.join()}]${Buffer.from(rawBytes(checked)).toString('base64')}`;
    const found = this.constants.get(key);
    if (found !== undefined) return found;
    const made = this.storeConstant(checked);
    this.constants.set(key, made);
    return made;
  }

  /** Makes `value` the output called `name`. */
  output(name: string, value: Value): void {
    this.requireVisible(value, `output ${name}`);
    if (this.outputs.some((output) => output.name === name))
      throw graphError(`output ${name}`, 'the graph has an output of this name');
    if (value.name !== name) this.claim(name);
    this.outputs.push({ name, value });
  }

  /** Runs `build`; nodes it adds are named `scope/…`, so that errors and viewers tell blocks apart. */
  scoped<T>(scope: string, build: () => T): T {
    const before = this.prefix;
    this.prefix = `${before}${scope}/`;
    try {
      return build();
    } finally {
      this.prefix = before;
    }
  }

  /**
   * Adds a node of operator `op` and returns its outputs. `declared` overrides the shapes inferred, where the builder
   * knows more than inference can (a reshape to a size computed at run time).
   * `names` are for graphs read from a file; a node with names is always new.
   * @throws HeadwaterError GRAPH_INVALID naming the operator, the node and the inputs with their shapes
   */
  add(
    op: string,
    inputs: readonly (Value | undefined)[],
    attributes: Attributes = {},
    declared: readonly Shape[] = [],
    names?: NodeNames,
  ): readonly Value[] {
    const key = names === undefined ? nodeKey(op, inputs, attributes, declared) : undefined;
    const found = key === undefined ? undefined : this.known.get(key);
    if (found !== undefined) return found;
    const name = names?.node ?? this.fresh(op.toLowerCase());
    const where = `${op} ${name}(${inputs.map((input) => (input === undefined ? '-' : `${input.name} ${formatShape(input.shape)}`)).join(', ')})`;
    for (const input of inputs) if (input !== undefined) this.requireVisible(input, where);
    const inferred = inferenceOf(op)(this.context(op, inputs, attributes, where));
    const outputs: Value[] = [];
    const node: GraphNode = {
      name,
      op,
      inputs,
      attributes,
      outputs,
      declared: inferred.some(({ shape }, i) => !sameShape(declared[i] ?? shape, shape)),
    };
    inferred.forEach((output, i) => {
      const shape = declared[i] ?? output.shape;
      if (!couldBe(shape, output.shape)) {
        throw graphError(where, `shape ${formatShape(shape)} was declared, ${formatShape(output.shape)} inferred`);
      }
      const given = names?.outputs[i];
      const outputName =
        given !== undefined ? this.claim(given) : inferred.length === 1 ? name : this.claim(`${name}.${i}`);
      outputs.push({ name: outputName, type: output.type, shape, graph: this, producer: node });
    });
    this.nodes.push(node);
    if (key !== undefined) this.known.set(key, outputs);
    return outputs;
  }

  /** A name no value has, made from `stem`: for inputs and outputs of loop bodies, which nobody names. */
  unusedName(stem: string): string {
    for (;;) {
      const count = (this.names.counters.get(stem) ?? 0) + 1;
      this.names.counters.set(stem, count);
      if (!this.names.taken.has(`${stem}_${count}`)) return `${stem}_${count}`;
    }
  }

  /** Whether `value` belongs to this graph or one around it. */
  sees(value: Value): boolean {
    return value.graph === this || (this.parent?.sees(value) ?? false);
  }

  private requireVisible(value: Value, where: string): void {
    if (!this.sees(value))
      throw graphError(
        where,
        `${value.name} belongs to another graph`,
        'Values cross into loop bodies only, never out of them or between graphs.',
      );
  }

  private context(
    op: string,
    inputs: readonly (Value | undefined)[],
    attributes: Attributes,
    where: string,
  ): NodeContext {
    return {
      graph: this,
      op,
      inputs,
      attributes,
      where,
      input: (index) => {
        const value = inputs[index];
        if (value === undefined) throw graphError(where, `input ${index} is missing`);
        return value;
      },
      freshDim: () => this.fresh('dim'),
    };
  }

  private storeConstant(data: TensorData): Value {
    return this.keep({ name: this.fresh('constant'), type: data.type, shape: data.shape, graph: this, constant: data });
  }

  private keep(value: Value): Value {
    this.initializers.push(value);
    return value;
  }

  private claim(name: string): string {
    if (name === '') throw graphError('graph', 'a name is empty');
    if (this.names.taken.has(name))
      throw graphError(name, `the name ${name} is taken`, 'Names are unique in a graph and its loop bodies.');
    this.names.taken.add(name);
    return name;
  }

  private fresh(stem: string): string {
    return this.claim(this.unusedName(`${this.prefix}${stem}`));
  }
}

/** The innermost of the graphs the values belong to: where a node that reads them all can stand. */
export function graphOf(...values: readonly (Value | number | undefined)[]): Graph {
  let innermost: Graph | undefined;
  for (const value of values) {
    if (typeof value !== 'object') continue;
    if (innermost === undefined || isInside(value.graph, innermost)) innermost = value.graph;
  }
  if (innermost === undefined) throw graphError('graph', 'an operator needs a value, got numbers only');
  return innermost;
}

function isInside(graph: Graph, outer: Graph): boolean {
  return graph.parent !== undefined && (graph.parent === outer || isInside(graph.parent, outer));
}
