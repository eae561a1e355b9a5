"""Checks models with the official ONNX checker and shape inference, and records the SHA-256 of those that pass.

    HEADWATER_WRITE_MODELS=models npx jest --config jest.config.cjs --rootDir packages/onnx-graph checker
    python check_models.py models > checked-models.json        (onnx 1.23.2)

A model that fails stops the script: only bytes that passed are recorded.
"""

import hashlib
import json
import pathlib
import sys

import onnx

models = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob('*.onnx')):
    data = path.read_bytes()
    model = onnx.load_from_string(data)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    declared = {o.name: o.type for o in model.graph.output}
    for output in inferred.graph.output:
        for ours, theirs in zip(declared[output.name].tensor_type.shape.dim, output.type.tensor_type.shape.dim, strict=True):
            if ours.HasField('dim_value') and theirs.HasField('dim_value'):
                assert ours.dim_value == theirs.dim_value, (path.name, output.name)
    models[path.stem] = hashlib.sha256(data).hexdigest()

json.dump({'onnx': onnx.__version__, 'models': models}, sys.stdout, indent=1)
