"""What the scripts beside it share: inputs, and the record of a function's value, gradients and second derivatives."""

import numpy as np
import torch


class Inputs:
    """Draws that later cases do not change."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def normal(self, *shape):
        return self.rng.normal(size=shape)

    def positive(self, *shape):
        return self.rng.uniform(0.4, 2.5, size=shape)

    def apart(self, *shape):
        """Values at least 0.2 from 0 and from one another: kinks and ties stay out of reach of finite differences."""
        n = int(np.prod(shape))
        values = (np.arange(n) - n / 2 + 0.5) * 0.25
        return self.rng.permutation(values).reshape(shape)


def index(values):
    return torch.tensor(values, dtype=torch.int64)


def weights(out, frequency, phase):
    return torch.cos(torch.arange(out.numel(), dtype=torch.float64) * frequency + phase).reshape(out.shape)


def tensor_json(x):
    return {'shape': list(x.shape), 'data': x.detach().double().flatten().tolist()}


def grads(of, leaves, **options):
    if not of.requires_grad:
        return [torch.zeros_like(x) for x in leaves]
    found = torch.autograd.grad(of, leaves, allow_unused=True, **options)
    return [torch.zeros_like(x) if g is None or g._is_zerotensor() else g for x, g in zip(leaves, found)]


def record(inputs, f):
    leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in inputs]
    out = f(*leaves)
    loss = (out * weights(out, 0.7, 0.3)).sum()
    first = grads(loss, leaves, create_graph=True)
    second = grads(sum((g * weights(g, 0.5, 0.1)).sum() for g in first), leaves)
    return {
        'inputs': [tensor_json(x) for x in leaves],
        'output': tensor_json(out),
        'gradients': [tensor_json(g) for g in first],
        'second': [tensor_json(g) for g in second],
    }


def recorded(cases):
    """`cases`: name to (inputs, function)."""
    return {'torch': torch.__version__.split('+')[0], 'cases': {name: record(*c) for name, c in cases.items()}}
