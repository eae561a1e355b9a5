import type { onnx } from 'onnx-proto';
import { elementTypeOfCode } from '../graph/element-type';
import { graphError } from '../graph/graph-error';
import { tensorOfBytes, tensorOfNumbers, type TensorData } from '../graph/tensor-data';

/** A stored tensor, from raw bytes or from the typed lists other writers use. */
export function readTensor(proto: onnx.ITensorProto): TensorData {
  const name = `initializer ${proto.name ?? ''}`;
  const type = elementTypeOfCode(proto.dataType ?? 0);
  if (type === undefined) throw graphError(name, `element type ${proto.dataType} is not supported`);
  const shape = (proto.dims ?? []).map(Number);
  if (proto.rawData !== null && proto.rawData !== undefined && proto.rawData.length > 0)
    return tensorOfBytes(type, shape, proto.rawData, name);
  const lists = { float32: proto.floatData, float64: proto.doubleData, int64: proto.int64Data };
  const list = type === 'float32' || type === 'float64' || type === 'int64' ? lists[type] : proto.int32Data;
  return tensorOfNumbers(type, shape, (list ?? []).map(Number), name);
}
