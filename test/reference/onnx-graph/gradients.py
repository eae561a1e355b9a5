"""Records losses, gradients and second derivatives of every differentiable operator, computed by PyTorch in float64.

    python gradients.py > gradients.json        (torch 2.15.0; any recent release gives the same to 1e-12)

Every case is f(inputs) = out, loss = sum(out * w), w_i = cos(0.7 i + 0.3) over the flattened output. The second loss is
sum over inputs of sum(gradient * u), u_i = cos(0.5 i + 0.1), and `second` its gradients.
"""

import json
import sys

import numpy as np
import torch
import torch.nn.functional as F

from recording import Inputs, index, recorded

inputs = Inputs(20)
normal, positive, apart = inputs.normal, inputs.positive, inputs.apart
CASES = {}


def case(name, inputs, f):
    CASES[name] = (inputs, f)


for name, f in {
    'neg': torch.neg, 'exp': torch.exp, 'sigmoid': torch.sigmoid, 'tanh': torch.tanh, 'erf': torch.erf, 'sin': torch.sin,
    'cos': torch.cos, 'softplus': F.softplus, 'square': torch.square, 'identity': lambda x: x * 1,
    'gelu': F.gelu,
}.items():
    case(name, [normal(3, 4)], f)
for name, f in {'log': torch.log, 'sqrt': torch.sqrt, 'reciprocal': torch.reciprocal}.items():
    case(name, [positive(3, 4)], f)
for name, f in {'abs': torch.abs, 'relu': F.relu, 'elu': F.elu, 'leakyRelu': lambda x: F.leaky_relu(x, 0.01)}.items():
    case(name, [apart(3, 4)], f)
case('clip', [apart(3, 4)], lambda x: torch.clamp(x, -0.8, 0.7))
case('clipBelow', [apart(3, 4)], lambda x: torch.clamp(x, min=-0.3))

for name, f in {'add': torch.add, 'sub': torch.sub, 'mul': torch.mul, 'div': torch.div}.items():
    case(name, [normal(3, 4), positive(3, 4)], f)
    case(name + 'Row', [normal(3, 4), positive(4)], f)
    case(name + 'Column', [normal(3, 1), positive(3, 4)], f)
    case(name + 'Outer', [normal(2, 1, 3), positive(4, 1)], f)
case('pow', [positive(3, 4), normal(3, 4)], torch.pow)
case('powRow', [positive(3, 4), normal(4)], torch.pow)
for exponent in (2, 3, 0.5, -1.5):
    case(f'pow{exponent}', [positive(3, 4)], lambda x, e=exponent: torch.pow(x, e))
case('maximum', [apart(3, 4), apart(3, 4) + 0.1], torch.maximum)
case('minimum', [apart(3, 4), apart(3, 4) + 0.1], torch.minimum)
case('maximumTie', [np.array([1.0, 2.0, 3.0]), np.array([1.0, 5.0, 0.0])], torch.maximum)
case('where', [normal(3, 4), normal(4)], lambda a, b: torch.where(torch.arange(12).reshape(3, 4) % 3 == 0, a, b))
case('castThroughFloat', [normal(3, 4)], lambda x: x.float().double())

for transA in (0, 1):
    for transB in (0, 1):
        a = normal(3, 4) if not transA else normal(4, 3)
        b = normal(4, 5) if not transB else normal(5, 4)
        case(f'gemm{transA}{transB}', [a, b, normal(5)], lambda a, b, c, p=transA, q=transB: 0.75 * (a.T if p else a) @ (b.T if q else b) + 1.25 * c)
case('gemmNoBias', [normal(3, 4), normal(4, 5)], lambda a, b: a @ b)
case('gemmColumnBias', [normal(3, 4), normal(4, 5), normal(3, 1)], lambda a, b, c: a @ b + c)
case('matmul', [normal(3, 4), normal(4, 5)], torch.matmul)
case('matmulBatch', [normal(2, 3, 4), normal(2, 4, 5)], torch.matmul)
case('matmulRows', [normal(2, 3, 4), normal(4, 5)], torch.matmul)
case('matmulBroadcast', [normal(2, 1, 3, 4), normal(3, 4, 2)], torch.matmul)
case('matmulLeft', [normal(3, 4), normal(2, 4, 5)], torch.matmul)

for axis in (0, 1, 2):
    case(f'softmax{axis}', [normal(2, 3, 4)], lambda x, d=axis: torch.softmax(x, d))
    case(f'logSoftmax{axis}', [normal(2, 3, 4)], lambda x, d=axis: torch.log_softmax(x, d))
case('logSumExp', [normal(3, 4)], lambda x: torch.logsumexp(x, 1))
classes = index([2, 0, 3])
case('softmaxCrossEntropy', [normal(3, 4)], lambda x: F.cross_entropy(x, classes, reduction='none'))
case('binaryCrossEntropy', [apart(3, 4)], lambda x: F.binary_cross_entropy_with_logits(x, (torch.arange(12).reshape(3, 4) % 2).double(), reduction='none'))

for name, f in {'Sum': torch.sum, 'Mean': torch.mean, 'Max': torch.amax, 'Min': torch.amin}.items():
    case(f'reduce{name}1', [apart(2, 3, 4)], lambda x, f=f: f(x, dim=1))
    case(f'reduce{name}02Keep', [apart(2, 3, 4)], lambda x, f=f: f(x, dim=(0, 2), keepdim=True))
    case(f'reduce{name}All', [apart(2, 3, 4)], lambda x, f=f: f(x))
case('reduceMaxTie', [np.array([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])], lambda x: torch.amax(x, dim=1))
case('cumSum', [normal(3, 4)], lambda x: torch.cumsum(x, 1))
case('cumSumExclusive', [normal(3, 4)], lambda x: torch.cumsum(x, 0) - x)
case('cumSumReverse', [normal(3, 4)], lambda x: torch.cumsum(x.flip(1), 1).flip(1))
case('layerNorm', [normal(3, 5), positive(5), normal(5)], lambda x, s, b: F.layer_norm(x, (5,), s, b, eps=1e-5))
case('layerNormNoBias', [normal(3, 5), positive(5)], lambda x, s: F.layer_norm(x, (5,), s, None, eps=1e-5))
case('layerNormAxis1', [normal(2, 3, 4), positive(3, 4), normal(3, 4)], lambda x, s, b: F.layer_norm(x, (3, 4), s, b, eps=2**-10))

rows = index([[0, 2], [2, 2], [4, 0]])
case('gather0', [normal(5, 3)], lambda x: x[rows])
case('gather1', [normal(2, 5, 3)], lambda x: x[:, rows])
case('gatherVector', [normal(5, 3)], lambda x: x[index([1, 1, 1, 4])])
per_row = index([[0, 2], [1, 1], [3, 0]])
case('gatherElements', [normal(3, 4)], lambda x: torch.gather(x, 1, per_row))
case('gatherND', [normal(3, 4, 2)], lambda x: x[index([0, 2, 0]), index([1, 3, 1])])
case('scatterElements', [normal(3, 4), normal(3, 2)], lambda x, u: x.scatter(1, index([[0, 2], [1, 3], [3, 0]]), u))
case('scatterElementsAdd', [normal(3, 4), normal(3, 2)], lambda x, u: x.scatter_add(1, per_row, u))
case('scatterND', [normal(3, 4, 2), normal(2, 2)], lambda x, u: x.index_put((index([0, 2]), index([1, 3])), u))

case('slice', [normal(4, 5)], lambda x: x[1:3, -4:])
case('sliceStep', [normal(4, 7)], lambda x: x[:, 1:6:2])
case('sliceBack', [normal(4, 3)], lambda x: x.flip(0))
case('dynamicSlice', [normal(6, 3)], lambda x: x[2:5])
case('pad', [normal(2, 3)], lambda x: F.pad(x, (0, 1, 2, 0)))
case('concat', [normal(2, 3), normal(2, 1), normal(2, 2)], lambda a, b, c: torch.cat([a, b, c], 1))
case('split', [normal(3, 6)], lambda x: x[:, :1] * x[:, 4:].sum(1, keepdim=True))
case('reshape', [normal(3, 4)], lambda x: x.reshape(2, 6) * torch.arange(6).double())
case('transpose', [normal(2, 3, 4)], lambda x: x.permute(2, 0, 1))
case('expand', [normal(3, 1)], lambda x: x.expand(2, 3, 4))
case('unsqueezeSqueeze', [normal(3, 4)], lambda x: x[:, None, :] * x[None].transpose(0, 1))
case('dropout', [normal(3, 4)], lambda x: x * (torch.arange(12).reshape(3, 4) % 2).double() / 0.5)
case('sharedUse', [normal(3, 4)], lambda x: torch.exp(x) * x + torch.tanh(torch.exp(x)))
case('embeddingSum', [normal(6, 3), normal(3, 2)], lambda e, w: torch.tanh(e[index([[1, 4], [4, 4]])].sum(1) @ w))


def residual_network(x, w0, b0, w1, b1, w2, b2):
    h = torch.tanh(x @ w0 + b0)
    h = h + torch.tanh(h @ w1 + b1)
    return torch.log_softmax(h @ w2 + b2, 1)


case('residualNetwork', [normal(4, 3), normal(3, 5), normal(5), normal(5, 5) * 0.5, normal(5), normal(5, 3), normal(3)], residual_network)


def gradient_penalty(x, w0, b0, w1):
    """Wasserstein critic's penalty (Gulrajani et al. 2017): its gradients need second derivatives of the network."""
    critic = (torch.tanh(x @ w0 + b0) @ w1).sum()
    (slope,) = torch.autograd.grad(critic, [x], create_graph=True)
    return ((slope.square().sum(1).sqrt() - 1) ** 2).mean()


case('gradientPenalty', [normal(4, 3), normal(3, 5), normal(5), normal(5, 1)], gradient_penalty)


json.dump(recorded(CASES), sys.stdout)
