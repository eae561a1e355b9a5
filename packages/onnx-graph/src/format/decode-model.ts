import { HeadwaterError } from '@headwater/contracts';
import { onnx } from 'onnx-proto';

/** Decodes an ONNX model. @throws HeadwaterError MODEL_BUNDLE_INVALID for bytes that are none */
export function decodeModel(bytes: Uint8Array): onnx.ModelProto {
  let model: onnx.ModelProto;
  try {
    model = onnx.ModelProto.decode(bytes);
  } catch (cause) {
    throw new HeadwaterError('MODEL_BUNDLE_INVALID', 'the bytes are not an ONNX model', {
      hint: 'The file may be cut short or damaged.',
      cause,
    });
  }
  if (model.graph === null || model.graph === undefined || model.opsetImport.length === 0) {
    throw new HeadwaterError('MODEL_BUNDLE_INVALID', 'the bytes hold no ONNX graph', {
      hint: 'The file may be empty or of another format.',
    });
  }
  return model;
}
