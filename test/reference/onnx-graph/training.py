"""Records what PyTorch makes of adversarial training with two optimisers, weighted losses, plateaus and schedules.

    python training.py > training.json        (torch 2.13.0, float64)
"""

import json
import sys

import numpy as np
import torch
from torch.optim import lr_scheduler

rng = np.random.default_rng(9)
STEPS, REPEAT, ROWS, RATE, DECAY = 12, 2, 6, 0.02, 0.8


def tensor(*shape):
    return torch.tensor(rng.normal(size=shape))


def flat(values):
    return {name: value.detach().flatten().tolist() for name, value in values.items()}


def adversarial():
    """Each step: REPEAT updates of the critic on rows and noise of their own, then one of the generator."""
    real, noise = tensor(STEPS * REPEAT * ROWS, 2), tensor(STEPS * (REPEAT + 1) * ROWS, 2)
    start = {'g': tensor(2, 2), 'c1': tensor(2, 4), 'c0': tensor(4), 'c2': tensor(4, 1)}
    p = {name: value.clone().requires_grad_(True) for name, value in start.items()}
    critic_names = ['c1', 'c0', 'c2']
    critic = lambda x: torch.tanh(x @ p['c1'] + p['c0']) @ p['c2']
    of_critic = torch.optim.Adam([p[n] for n in critic_names], lr=RATE, betas=(0.5, 0.9))
    of_generator = torch.optim.SGD([p['g']], lr=0.5 * RATE, momentum=0.5)
    average = {name: torch.zeros_like(value) for name, value in start.items()}
    losses = {'critic': [], 'generator': []}
    for step in range(STEPS):
        z = noise[step * (REPEAT + 1) * ROWS :]
        both = []
        for r in range(REPEAT):
            x = real[(step * REPEAT + r) * ROWS :][:ROWS]
            of_critic.zero_grad()
            on_real, on_fake = critic(x), critic((z[r * ROWS :][:ROWS] @ p['g']).detach())
            loss = on_fake.mean() - on_real.mean() + 0.1 * (on_real**2).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p[n] for n in critic_names], 0.7)
            of_critic.step()
            both.append(loss.item())
        of_generator.zero_grad()
        loss = -critic(z[REPEAT * ROWS :][:ROWS] @ p['g']).mean()
        loss.backward()
        of_generator.step()
        losses['critic'].append(sum(both) / REPEAT)
        losses['generator'].append(loss.item())
        for name in average:
            average[name] = DECAY * average[name] + (1 - DECAY) * p[name].detach()
    corrected = {name: value / (1 - DECAY**STEPS) for name, value in average.items()}
    return {
        'steps': STEPS,
        'repeat': REPEAT,
        'rows': ROWS,
        'rate': RATE,
        'averageDecay': DECAY,
        'real': real.flatten().tolist(),
        'noise': noise.flatten().tolist(),
        'start': flat(start),
        'losses': losses,
        'final': flat(p),
        'averaged': flat(corrected),
    }


def plateau(scores, **options):
    """The rate after each score; options as PyTorch names them."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = lr_scheduler.ReduceLROnPlateau(optimiser, **options)
    rates = []
    for score in scores:
        scheduler.step(score)
        rates.append(optimiser.param_groups[0]['lr'])
    return {'options': options, 'scores': scores, 'rates': rates}


def schedule(steps, make):
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = make(optimiser)
    rates = []
    for _ in range(steps):
        rates.append(optimiser.param_groups[0]['lr'])
        optimiser.step()
        scheduler.step()
    return rates


scores = (3 + np.cumsum(rng.normal(-0.01, 0.05, size=60))).round(4).tolist()
json.dump(
    {
        'torch': torch.__version__.split('+')[0],
        'adversarial': adversarial(),
        'plateaus': [
            plateau(scores, factor=0.5, patience=2, cooldown=0, min_lr=0.0, threshold=1e-4),
            plateau(scores, factor=0.3, patience=0, cooldown=3, min_lr=0.0, threshold=1e-4),
            plateau(scores, factor=0.5, patience=3, cooldown=2, min_lr=0.02, threshold=1e-2),
        ],
        'schedules': {
            'cosine': schedule(20, lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=20, eta_min=0.001)),
            'step': schedule(20, lambda o: lr_scheduler.StepLR(o, step_size=6, gamma=0.4)),
            'oneCycle': schedule(20, lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=20, pct_start=0.25)),
        },
    },
    sys.stdout,
)
