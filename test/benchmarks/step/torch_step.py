"""The same training steps in PyTorch: a number of steps per line in, one line of JSON out. Argument: a job file."""

import json
import sys
import time

start = time.perf_counter()
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import_ms = (time.perf_counter() - start) * 1000
with open(sys.argv[1], encoding="utf8") as file:
    job = json.load(file)
torch.set_num_threads(job["threads"])
batch, columns, total = job["batch"], job["columns"], job["total"]


class Network(nn.Module):
    """A layer over the one-hot row and the observed bits, residual blocks of two layers, logits of every code."""

    def __init__(self, hidden, blocks):
        super().__init__()
        self.first = nn.Linear(total + columns, hidden)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, hidden)) for _ in range(blocks)
        )
        self.last = nn.Linear(hidden, total)

    def forward(self, codes, observed):
        one_hot = torch.zeros(len(codes), total).scatter_(1, codes, observed)
        state = F.relu(self.first(torch.cat([one_hot, observed], 1)))
        for block in self.blocks:
            state = state + block(state)
        return self.last(state)


def loss_of(logits, codes, weighting):
    """Negative log-likelihood of each column's own code, weighted and summed."""
    losses = []
    for group in job["groups"]:
        first, count, width, start = (group[key] for key in ("first", "count", "width", "start"))
        part = logits[:, start : start + count * width].reshape(-1, width)
        offsets = torch.arange(count) * width + start
        own = (codes[:, first : first + count] - offsets).reshape(-1)
        losses.append(F.cross_entropy(part, own, reduction="none").reshape(-1, count))
    return (torch.cat(losses, 1) * weighting).sum()


def load_weights(network):
    values = np.fromfile(job["weights"], dtype="<f4")
    weights, at = {}, 0
    for spec in job["specs"]:
        size = int(np.prod(spec["shape"]))
        weights[spec["name"]] = torch.from_numpy(values[at : at + size].reshape(spec["shape"]).copy())
        at += size
    layers = {"in": network.first, "out": network.last}
    for i, block in enumerate(network.blocks, 1):
        layers[f"block{i}.a"], layers[f"block{i}.b"] = block[0], block[2]
    with torch.no_grad():
        for name, layer in layers.items():
            weight = weights[f"{name}.weight"]
            # Kept as [in, out] but for the last layer, which is kept as PyTorch does.
            layer.weight.copy_(weight if name == "out" else weight.T)
            layer.bias.copy_(weights[f"{name}.bias"])


network = Network(job["hidden"], sum(spec["name"].endswith(".a.weight") for spec in job["specs"]))
load_weights(network)
# The fastest of PyTorch's three implementations on a CPU.
optimiser = torch.optim.Adam(network.parameters(), lr=job["learningRate"], fused=True)
codes = torch.from_numpy(np.fromfile(job["codes"], dtype="<i4").reshape(-1, columns).astype(np.int64))
observed = torch.from_numpy(np.fromfile(job["observed"], dtype="<f4").reshape(-1, columns))
weighting = torch.from_numpy(np.fromfile(job["weighting"], dtype="<f4").reshape(-1, columns))


def step(number):
    rows = slice(number * batch, (number + 1) * batch)
    loss = loss_of(network(codes[rows], observed[rows]), codes[rows], weighting[rows])
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.detach()


def say(value):
    print(json.dumps(value), flush=True)


say({"importMs": import_ms, "threads": torch.get_num_threads()})
for line in sys.stdin:
    steps = int(line)
    cpu, wall = time.process_time(), time.perf_counter()
    losses = [step(number) for number in range(steps)]
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    say({"wallMs": wall * 1000 / steps, "cpuMs": cpu * 1000 / steps, "losses": [float(loss) for loss in losses]})
