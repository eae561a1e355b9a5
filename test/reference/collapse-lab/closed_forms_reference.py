"""Writes simulations of model collapse in numpy that our own are compared with.

    python closed_forms_reference.py        (numpy 1.26.4; a minute)

Fits of a normal distribution by `np.mean` and `np.var`, of a linear regression by `np.linalg.lstsq` on all rows so far,
written without a look at the closed forms: arrays of raw rows, no sufficient statistics. Mean and standard error over
the chains, at the generations named.
"""
import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(20260131)


def summary(values):
    values = np.asarray(values)
    return {'mean': float(values.mean()), 'error': float(values.std(ddof=1) / np.sqrt(len(values)))}


def gaussian(protocol, n, generations, chains):
    found = {t: [] for t in generations}
    for _ in range(chains):
        pool = random.normal(size=n)
        for t in range(1, max(generations) + 1):
            if t > 1:
                mean, sd = np.mean(pool), np.sqrt(np.var(pool))
                if protocol == 'replace':
                    pool = random.normal(mean, sd, n)
                elif protocol == 'accumulate':
                    pool = np.concatenate([pool, random.normal(mean, sd, n)])
                else:
                    pool = np.concatenate([random.normal(size=n // 2), random.normal(mean, sd, n // 2)])
            if t in found:
                found[t].append(np.var(pool))
    return {t: summary(v) for t, v in found.items()}


def regression(protocol, d, n, generations, chains):
    found = {t: [] for t in generations}
    for _ in range(chains):
        truth = random.normal(size=d)
        inputs = random.normal(size=(n, d))
        weights, xs, ys = truth, [], []
        for t in range(1, max(generations) + 1):
            labels = inputs @ weights + random.normal(size=n)
            if protocol == 'replace':
                xs, ys = [inputs], [labels]
            else:
                xs.append(inputs)
                ys.append(labels)
            weights = np.linalg.lstsq(np.concatenate(xs), np.concatenate(ys), rcond=None)[0]
            if t in found:
                found[t].append(np.sum((weights - truth) ** 2))
    return {t: summary(v) for t, v in found.items()}


rows = []
for protocol, n, generations in [
    ('replace', 100, [1, 10, 50, 100]),
    ('replace', 10, [1, 5, 10]),
    ('accumulate', 10, [1, 10, 50]),
    ('accumulate', 100, [1, 10, 50]),
    ('fresh-50', 10, [1, 10, 50]),
    ('fresh-50', 100, [1, 10, 50]),
]:
    for t, found in gaussian(protocol, n, generations, 3000).items():
        rows.append({'model': 'gaussian', 'protocol': protocol, 'rows': n, 'generation': t, **found})
for protocol in ['replace', 'accumulate']:
    for t, found in regression(protocol, 10, 100, [1, 2, 5, 10, 20], 3000).items():
        rows.append({'model': 'linear-regression', 'protocol': protocol, 'rows': 100, 'inputs': 10, 'generation': t,
                     # The test error of fit 1 in excess of the noise: d / (T - d - 1).
                     'mean': found['mean'] / (10 / 89), 'error': found['error'] / (10 / 89)})
Path(__file__).with_name('closed_forms.json').write_text(json.dumps(rows, indent=1) + '\n')
