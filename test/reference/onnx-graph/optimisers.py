"""Records what PyTorch's optimisers make of a small regression: parameters after every one of 20 full-batch steps.

    python optimisers.py > optimisers.json        (torch 2.13.0, float64)
"""

import json
import sys

import numpy as np
import torch

rng = np.random.default_rng(4)
STEPS = 20
x, y = torch.tensor(rng.normal(size=(8, 3))), torch.tensor(rng.normal(size=(8, 2)))
start = {'w': torch.tensor(rng.normal(size=(3, 2))), 'b': torch.tensor(rng.normal(size=2))}
RATES = [0.05 * (1 - i / STEPS) for i in range(STEPS)]
AVERAGE_DECAY = 0.9


def groups(parameters, decay, decay_of_b=0.0):
    return [
        {'params': [parameters['w']], 'weight_decay': decay},
        {'params': [parameters['b']], 'weight_decay': decay_of_b},
    ]


def two_optimisers(parameters):
    """w by Adam, b by SGD with momentum at a tenth of the rate."""
    w, b = torch.optim.Adam([parameters['w']], lr=1), torch.optim.SGD([parameters['b']], lr=1, momentum=0.9)
    b.param_groups[0]['factor'] = 0.1
    return [w, b]


RUNS = {
    'adam': lambda p: torch.optim.Adam(p.values(), lr=1),
    'adamOtherBetas': lambda p: torch.optim.Adam(p.values(), lr=1, betas=(0.5, 0.9), eps=1e-3),
    'adamw': lambda p: torch.optim.AdamW(groups(p, 0.1), lr=1),
    'sgd': lambda p: torch.optim.SGD(p.values(), lr=1),
    'momentum': lambda p: torch.optim.SGD(p.values(), lr=1, momentum=0.9),
    'nesterov': lambda p: torch.optim.SGD(p.values(), lr=1, momentum=0.9, nesterov=True),
    'adamwShares': lambda p: torch.optim.AdamW(groups(p, 0.1, 0.05), lr=1),
    'groups': two_optimisers,
    'clipped': lambda p: torch.optim.SGD(p.values(), lr=1),
}


def run(name, make):
    parameters = {k: v.clone().requires_grad_(True) for k, v in start.items()}
    made = make(parameters)
    optimisers = made if isinstance(made, list) else [made]
    losses, average = [], {k: torch.zeros_like(v) for k, v in start.items()}
    for rate in RATES:
        for optimiser in optimisers:
            for group in optimiser.param_groups:
                group['lr'] = rate * group.get('factor', 1)
            optimiser.zero_grad()
        loss = ((x @ parameters['w'] + parameters['b'] - y) ** 2).mean()
        loss.backward()
        if name == 'clipped':
            torch.nn.utils.clip_grad_norm_(list(parameters.values()), 0.5)
        if name == 'groups':
            torch.nn.utils.clip_grad_norm_([parameters['b']], 0.2)
        for optimiser in optimisers:
            optimiser.step()
        losses.append(loss.item())
        for k in average:
            average[k] = AVERAGE_DECAY * average[k] + (1 - AVERAGE_DECAY) * parameters[k].detach()
    corrected = {k: (v / (1 - AVERAGE_DECAY**STEPS)).flatten().tolist() for k, v in average.items()}
    return {'losses': losses, 'final': {k: v.detach().flatten().tolist() for k, v in parameters.items()}, 'averaged': corrected}


json.dump(
    {
        'torch': torch.__version__.split('+')[0],
        'x': x.flatten().tolist(),
        'y': y.flatten().tolist(),
        'start': {k: v.flatten().tolist() for k, v in start.items()},
        'rates': RATES,
        'averageDecay': AVERAGE_DECAY,
        'runs': {name: run(name, make) for name, make in RUNS.items()},
    },
    sys.stdout,
)
