"""Records values, gradients and second derivatives of layers, activations and losses, computed by PyTorch in float64.

    python layers.py > layers.json        (torch 2.13.0; any recent release gives the same to 1e-12)

As in gradients.py, whose functions are the plain operators.
"""

import json
import sys

import torch
import torch.nn.functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

from recording import Inputs, index, recorded

draws = Inputs(21)
normal, positive, apart = draws.normal, draws.positive, draws.apart
CASES = {}


def case(name, inputs, f):
    CASES[name] = (inputs, f)


# Convolutions: inputs are x, weights and, but for one, a bias.
def convolution(name, x, w, f, outputs, **options):
    case(name, [normal(*x), normal(*w), normal(outputs)], lambda x, w, b: f(x, w, b, **options))


convolution('conv1d', (2, 3, 7), (4, 3, 3), F.conv1d, 4)
convolution('conv1dSame', (2, 2, 6), (3, 2, 5), F.conv1d, 3, padding=4, dilation=2)
convolution('conv1dLeftover', (2, 2, 9), (3, 2, 3), F.conv1d, 3, stride=3, padding=1, dilation=2)
convolution('conv2d', (2, 3, 5, 4), (2, 3, 3, 2), F.conv2d, 2)
convolution('conv2dStride', (2, 2, 6, 5), (3, 2, 3, 3), F.conv2d, 3, stride=(2, 1), padding=(1, 2))
convolution('conv2dDilated', (2, 2, 6, 7), (3, 2, 2, 3), F.conv2d, 3, stride=2, padding=1, dilation=(1, 2))
convolution('conv2dGroups', (2, 4, 5, 5), (6, 2, 3, 3), F.conv2d, 6, stride=2, padding=1, groups=2)
convolution('conv2dDepthwise', (2, 3, 4, 4), (6, 1, 2, 2), F.conv2d, 6, dilation=2, groups=3)
case('conv2dNoBias', [normal(1, 2, 4, 4), normal(3, 2, 1, 1)], F.conv2d)
case('conv2dUneven', [normal(1, 2, 4, 4), normal(2, 2, 2, 2)], lambda x, w: F.conv2d(F.pad(x, (1, 0, 0, 2)), w, stride=2))
convolution('convTranspose1d', (2, 3, 4), (3, 2, 3), F.conv_transpose1d, 2, stride=2, padding=1)
convolution('convTranspose1dSame', (2, 2, 5), (2, 3, 3), F.conv_transpose1d, 3, padding=1)
convolution('convTranspose2d', (2, 3, 3, 2), (3, 2, 2, 3), F.conv_transpose2d, 2)
convolution('convTranspose2dOutputPadding', (2, 2, 3, 3), (2, 3, 3, 2), F.conv_transpose2d, 3, stride=(2, 3), padding=1, output_padding=(1, 2))
convolution('convTranspose2dGroups', (2, 4, 3, 3), (4, 3, 2, 2), F.conv_transpose2d, 6, stride=2, output_padding=1, groups=2)
convolution('convTranspose2dDilated', (2, 2, 3, 2), (2, 2, 2, 2), F.conv_transpose2d, 2, stride=2, dilation=(2, 3), padding=1)

case('averagePool1d', [normal(2, 3, 7)], lambda x: F.avg_pool1d(x, 3, stride=2))
case('averagePool2d', [normal(2, 2, 5, 4)], lambda x: F.avg_pool2d(x, (3, 2), stride=(2, 1), padding=1))
case('averagePool2dInside', [normal(2, 2, 5, 5)], lambda x: F.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False))
case('maxPool1d', [apart(2, 3, 6)], lambda x: F.max_pool1d(x, 2))
case('maxPool2d', [apart(2, 2, 5, 5)], lambda x: torch.tanh(F.max_pool2d(x, 3, stride=1, padding=1)))
case('maxPool2dDilated', [apart(1, 2, 6, 5)], lambda x: torch.tanh(F.max_pool2d(x, 2, stride=1, dilation=2)))

case('batchNormTraining', [normal(5, 3), positive(3), normal(3)], lambda x, s, b: F.batch_norm(x, None, None, s, b, training=True, eps=1e-5))
case('batchNormTraining2d', [normal(2, 3, 3, 2), positive(3), normal(3)], lambda x, s, b: F.batch_norm(x, None, None, s, b, training=True, eps=1e-3))


def running_averages(x, mean, variance):
    """What PyTorch leaves in its buffers, which have no gradient with respect to x."""
    mean, variance = mean.clone(), variance.clone()
    kept = mean.detach().clone(), variance.detach().clone()
    F.batch_norm(x.detach(), *kept, training=True, momentum=0.3)
    new = [(0.7 * old + (buffer - 0.7 * old.detach())) for old, buffer in zip((mean, variance), kept)]
    return torch.stack(new)


case('batchNormTrainingAverages', [normal(4, 3, 2), normal(3), positive(3)], running_averages)


def inference(x, *parameters):
    """Written out: PyTorch's own gives its averages no gradient."""
    s, b, m, v = (p[:, None] for p in parameters)
    return (x - m) / torch.sqrt(v + 1e-5) * s + b


case('batchNormInference', [normal(2, 3, 4), positive(3), normal(3), normal(3), positive(3)], inference)
case('instanceNorm', [normal(2, 3, 5), positive(3), normal(3)], lambda x, s, b: F.instance_norm(x, weight=s, bias=b, eps=1e-5))
case('groupNorm', [normal(2, 4, 3, 2), positive(4), normal(4)], lambda x, s, b: F.group_norm(x, 2, s, b, eps=1e-5))
case('groupNormVector', [normal(3, 6), positive(6), normal(6)], lambda x, s, b: F.group_norm(x, 2, s, b, eps=1e-5))
case('rmsNorm', [normal(3, 5), positive(5)], lambda x, s: F.rms_norm(x, (5,), s, eps=1e-5))
case('rmsNormAxis1', [normal(2, 3, 4), positive(3, 4)], lambda x, s: F.rms_norm(x, (3, 4), s, eps=1e-3))


def attention(q, k, v, mask=None, **options):
    with sdpa_kernel(SDPBackend.MATH):
        return F.scaled_dot_product_attention(q, k, v, mask, **options)


seen = torch.tensor([[True, False, True, True], [False, True, True, False], [True, True, True, True]])
case('scaledDotProductAttention', [normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 3)], attention)
case('scaledDotProductAttentionHeads', [normal(2, 2, 3, 4), normal(1, 2, 4, 4), normal(1, 2, 4, 4)], lambda q, k, v: attention(q, k.expand(2, 2, 4, 4), v.expand(2, 2, 4, 4), scale=0.3))
case('scaledDotProductAttentionCausal', [normal(2, 4, 3), normal(2, 4, 3), normal(2, 4, 3)], lambda q, k, v: attention(q, k, v, is_causal=True))
case('scaledDotProductAttentionMask', [normal(2, 3, 4), normal(2, 4, 4), normal(2, 4, 4), normal(3, 4)], lambda q, k, v, m: attention(q, k, v, m))
case('scaledDotProductAttentionBoolMask', [normal(2, 3, 4), normal(2, 4, 4), normal(2, 4, 4)], lambda q, k, v: attention(q, k, v, seen))


def multi_head(x, memory, wq, wk, wv, wo, bq, bk, bv, bo, mask=None):
    """PyTorch keeps sequences first and matrices transposed; a True in its mask takes a key away."""
    out, _ = F.multi_head_attention_forward(
        x.transpose(0, 1), memory.transpose(0, 1), memory.transpose(0, 1), wq.shape[1], 2, None, torch.cat([bq, bk, bv]), None, None,
        False, 0.0, wo.T, bo, attn_mask=mask, use_separate_proj_weight=True,
        q_proj_weight=wq.T, k_proj_weight=wk.T, v_proj_weight=wv.T)
    return out.transpose(0, 1)


projections = lambda size: [normal(size, size) * 0.6 for _ in range(4)] + [normal(size) * 0.5 for _ in range(4)]
triangle = torch.ones(3, 3).triu(1).bool()
case('multiHeadAttention', [normal(2, 3, 4), *projections(4)], lambda x, *w: multi_head(x, x, *w, mask=triangle))
case('multiHeadAttentionMemory', [normal(2, 2, 4), normal(2, 3, 4), *projections(4)], multi_head)

case('embedding', [normal(5, 3)], lambda t: torch.tanh(F.embedding(index([[0, 2], [2, 2], [4, 0]]), t)))


def sinusoidal(positions):
    frequencies = torch.exp(-torch.log(torch.tensor(10_000.0, dtype=torch.float64)) * torch.arange(3).double() / 3)
    angles = positions[..., None] * frequencies
    return torch.cat([torch.sin(angles), torch.cos(angles)], -1)


case('sinusoidalEmbedding', [positive(2, 3)], sinusoidal)

for name, f in {
    'silu': F.silu, 'mish': F.mish, 'softsign': F.softsign, 'selu': F.selu, 'hardSigmoid': lambda x: torch.clamp(x / 6 + 0.5, 0, 1), 'hardSwish': F.hardswish,
    'logSigmoid': F.logsigmoid,
}.items():
    case(name, [apart(3, 10)], f)
case('prelu', [apart(3, 4), positive(4)], lambda x, s: torch.where(x > 0, x, s * x))
case('glu', [normal(3, 6)], lambda x: F.glu(x, 1))
case('gluSwish', [normal(4, 3)], lambda x: x[:2] * F.silu(x[2:]))


def gumbel(logits, noise, hard=False):
    soft = torch.softmax((logits + noise) / 0.7, -1)
    return F.one_hot(soft.argmax(-1), logits.shape[-1]) - soft.detach() + soft if hard else soft


case('gumbelSoftmax', [normal(3, 4), normal(3, 4)], gumbel)
case('gumbelSoftmaxHard', [normal(3, 4), normal(3, 4)], lambda x, n: gumbel(x, n, hard=True))

case('l1Norm', [apart(3, 4)], lambda x: torch.linalg.vector_norm(x, 1, dim=1))
case('l2Norm', [normal(2, 3, 4)], lambda x: torch.linalg.vector_norm(x, 2, dim=(0, 2), keepdim=True))
case('l2NormEpsilon', [normal(3, 4) * 0.1], lambda x: torch.sqrt(x.square().sum() + 0.01))
case('variance', [normal(2, 3, 4)], lambda x: torch.var(x, dim=(0, 2), correction=0))
case('reduceLogSumExp', [normal(2, 3, 4)], lambda x: torch.logsumexp(x, (0, 2)))
case('reduceLogSumExpAll', [normal(3, 4)], lambda x: torch.logsumexp(x, (0, 1)))

case('meanSquaredError', [normal(3, 4), normal(3, 4)], F.mse_loss)
case('huber', [apart(3, 4), apart(3, 4) * 0.5 + 0.06], lambda p, t: F.huber_loss(p, t, reduction='none', delta=0.8))


def kl(m, v, n=None, w=None):
    n, w = (torch.zeros_like(m), torch.zeros_like(v)) if n is None else (n, w)
    normals = [torch.distributions.Normal(mean, torch.exp(0.5 * log)) for mean, log in ((m, v), (n, w))]
    return torch.distributions.kl_divergence(*normals)


case('gaussianKl', [normal(3, 4), normal(3, 4)], kl)
case('gaussianKlOfTwo', [normal(3, 4), normal(3, 4), normal(3, 4), normal(3, 4)], kl)
case('gaussianNegativeLogLikelihood', [normal(3, 4), normal(3, 4), normal(3, 4)], lambda x, m, v: -torch.distributions.Normal(m, torch.exp(0.5 * v)).log_prob(x))


# Networks of the model families these operators are for.
def variational_autoencoder(x, w, m, v, d):
    """Its loss with the noise fixed (Kingma and Welling 2014)."""
    h = F.silu(x @ w)
    mean, log_variance = h @ m, h @ v
    noise = torch.cos(torch.arange(mean.numel()).double()).reshape(mean.shape)
    rebuilt = (mean + torch.exp(0.5 * log_variance) * noise) @ d
    return F.mse_loss(rebuilt, x) + 0.1 * kl(mean, log_variance).sum(1).mean()


case('variationalAutoencoder', [normal(4, 3), normal(3, 5) * 0.5, normal(5, 2) * 0.5, normal(5, 2) * 0.5, normal(2, 3)], variational_autoencoder)


def critic_penalty(x, w, v):
    """The gradient penalty of a convolutional critic (Gulrajani et al. 2017)."""
    scores = F.conv1d(F.silu(F.conv1d(x, w, stride=2, padding=1)), v).sum((1, 2))
    (slope,) = torch.autograd.grad(scores.sum(), [x], create_graph=True)
    return ((slope.square().sum((1, 2)).sqrt() - 1) ** 2).mean()


case('criticPenalty', [normal(3, 2, 6), normal(3, 2, 3), normal(1, 3, 3)], critic_penalty)


def transformer_block(x, s, wq, wk, wv, wo, bq, bk, bv, bo, t, up, down):
    h = x + multi_head(*[F.rms_norm(x, (4,), s, eps=1e-5)] * 2, wq, wk, wv, wo, bq, bk, bv, bo, mask=triangle)
    gates = F.rms_norm(h, (4,), t, eps=1e-5) @ up
    return h + (gates[..., :3] * F.silu(gates[..., 3:])) @ down


case('transformerBlock', [normal(2, 3, 4), positive(4), *projections(4), positive(4), normal(4, 6) * 0.5, normal(3, 4) * 0.5], transformer_block)


def generator_network(z, w, s, b, v):
    """Up by transposed convolutions with batch normalisation (Radford, Metz and Chintala 2016)."""
    h = F.conv_transpose2d(z, w, stride=2, padding=1, output_padding=1)
    return torch.tanh(F.conv_transpose2d(F.silu(F.batch_norm(h, None, None, s, b, training=True)), v, stride=2))


case('generatorNetwork', [normal(2, 3, 2, 2), normal(3, 2, 3, 3) * 0.5, positive(2), normal(2), normal(2, 1, 2, 2)], generator_network)

json.dump(recorded(CASES), sys.stdout)
