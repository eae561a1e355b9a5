import { type onnx } from 'onnx-proto';
import { elementTypeOfCode } from '../graph/element-type';
import { graphError } from '../graph/graph-error';
import type { Dim } from '../graph/shape';
import type { TensorSpec } from '../run/tensors';
import { decodeModel } from './decode-model';

export interface Signature {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Inputs, outputs and metadata of a model, without building its graph: models of unknown operators can be run too. */
export function deserialiseSignature(bytes: Uint8Array): Signature {
  const model = decodeModel(bytes);
  const initialised = new Set(model.graph?.initializer?.map((tensor) => tensor.name));
  return {
    inputs: (model.graph?.input ?? []).filter((info) => !initialised.has(info.name)).map(readValueInfo),
    outputs: (model.graph?.output ?? []).map(readValueInfo),
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key ?? '', value ?? ''])),
  };
}

/** Name, element type and shape of an input or output; a size left open gets a name of its own. */
export function readValueInfo(info: onnx.IValueInfoProto): TensorSpec {
  const name = info.name ?? '';
  const type = elementTypeOfCode(info.type?.tensorType?.elemType ?? 0);
  if (type === undefined) throw graphError(name, 'its element type is not supported');
  const shape = (info.type?.tensorType?.shape?.dim ?? []).map((dim, i): Dim => {
    const named = dim.dimParam ?? '';
    if (named !== '') return named;
    return dim.dimValue === null || dim.dimValue === undefined ? `${name}_${i}` : Number(dim.dimValue);
  });
  return { name, type, shape };
}
