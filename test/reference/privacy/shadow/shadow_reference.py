"""Writes shadow.json: what numpy, scipy and scikit-learn say of the parts of the shadow attack.

    python shadow_reference.py      (numpy 1.26.4, scipy 1.17.1, scikit-learn 1.9.1)

- `student`: half-widths of 95 % intervals by Student's t.
- `trials`: made scores and members; the area under the curve by scikit-learn, the hit rate at 1 % false positives by
  counting, their intervals with two-way clusters by plain loops, and the epsilon that each claim of the auditor rules
  out: theorem 5.2 of Steinke, Nasr and Jagielski (2023) with scipy's binomial, solved by brentq.
- `densities`: a small table with missing cells; real rows between two cells counted one by one, and the densities summed
  over all subsets of the columns.
- `calibration`: scores from densities of three models and of one table more.
"""
import itertools
import json
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, norm, t as student
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).parent
random = np.random.default_rng(5)
plain = lambda values: [None if np.isnan(v) else float(v) for v in np.asarray(values, float)]


def p_value(candidates, guesses, right, epsilon, delta):
    chance = np.exp(epsilon) / (1 + np.exp(epsilon))
    tail = binom.sf(right - 1, guesses, chance)
    steepest = max((binom.cdf(right - 1, guesses, chance) - binom.cdf(right - 1 - i, guesses, chance)) / i
                   for i in range(1, candidates + 1))
    return min(1, tail + 2 * candidates * delta * steepest)


def bound(candidates, guesses, right, confidence, delta):
    excess = lambda epsilon: p_value(candidates, guesses, right, epsilon, delta) - (1 - confidence)
    return 0.0 if excess(0) > 0 else float(brentq(excess, 0, 30, xtol=1e-12))


def half_width(influence, least=0.0):
    models, targets = influence.shape
    alone = max(least, (influence ** 2).sum())
    of_models = max(0, (influence.sum(1) ** 2).sum() * models / (models - 1) - alone)
    of_targets = max(0, (influence.sum(0) ** 2).sum() * targets / (targets - 1) - alone)
    return np.sqrt(norm.ppf(.975) ** 2 * (alone + of_targets) + student.ppf(.975, models - 1) ** 2 * of_models)


def trial(models, targets, strength, of_model, of_target, digits):
    members = random.integers(0, 2, (models, targets))
    gain = strength * (1 + of_model * random.normal(size=(models, 1)) + of_target * random.normal(size=(1, targets)))
    scores = np.round(random.normal(size=members.shape) + gain * (members - .5), digits)
    inside, outside = scores[members == 1], scores[members == 0]
    auc = roc_auc_score(members.ravel(), scores.ravel())
    influence = np.empty(scores.shape)
    for m, t in np.ndindex(*scores.shape):
        others = outside if members[m, t] else inside
        better = scores[m, t] > others if members[m, t] else scores[m, t] < others
        placement = better.mean() + (scores[m, t] == others).mean() / 2
        influence[m, t] = (placement - auc) / (len(inside) if members[m, t] else len(outside))
    margin = half_width(influence)
    threshold = sorted(outside, reverse=True)[int(.01 * len(outside))]
    hits, mistakes = (inside > threshold).sum(), (outside > threshold).sum()
    seen, mistaken = max(.5, hits), max(.5, mistakes)
    above = (scores > threshold).astype(float)
    influence = np.where(members == 1, (above - hits / len(inside)) / seen, (mistakes / len(outside) - above) / mistaken)
    spread = np.exp(half_width(influence, 1 / seen - 1 / len(inside) + 1 / mistaken - 1 / len(outside)))
    audits = []
    for delta in (0, 1e-5):
        for share, out in itertools.product((.02, .1, .25), (False, True)):
            claimed = max(1, int(np.floor(share * members.size + .5)))
            pairs = list(zip(scores.ravel().tolist(), members.ravel().tolist()))
            right = sum(member for _, member in sorted(pairs, key=lambda p: (-p[0], p[1]))[:claimed])
            guesses = claimed
            if out:
                right += sum(1 - member for _, member in sorted(pairs, key=lambda p: (p[0], -p[1]))[:claimed])
                guesses *= 2
            audits.append({'delta': delta, 'guesses': guesses, 'right': int(right),
                           'bound': bound(members.size, guesses, right, 1 - .05 / 6, delta)})
    return {'models': models, 'targets': targets, 'scores': plain(scores.ravel()), 'members': members.ravel().tolist(),
            'area': {'rate': auc, 'interval': [max(0, auc - margin), min(1, auc + margin)]},
            'hits': {'rate': hits / len(inside), 'mistakes': mistakes / len(outside),
                     'interval': [hits / len(inside) / spread, min(1, seen / len(inside) * spread)]},
            'audits': audits}


def densities():
    rows, made = 30, 25
    columns = lambda n: {
        'amount': np.where(random.random(n) < .15, np.nan, np.round(random.gamma(2, 3, n), 1)),
        'count': random.integers(0, 5, n).astype(float),
        'colour': random.choice([-1, 0, 1, 2, 3], n, p=[.1, .5, .25, .1, .05]).astype(float),
        'flag': random.integers(0, 2, n).astype(float),
    }
    real, table = columns(rows), columns(made)
    table['colour'][:2] = 7
    levels = {'colour', 'flag'}
    targets = [0, 3, 11, 12, 29]
    absent = lambda name, cell: np.isnan(cell) or (name in levels and cell < 0)
    broad, sharp = [], []
    for target in targets:
        shared = np.zeros((made, len(real)))
        for r in range(made):
            for j, name in enumerate(real):
                own, other, pool = real[name][target], table[name][r], real[name]
                if absent(name, own) or absent(name, other):
                    count = sum(absent(name, cell) for cell in pool) if absent(name, own) and absent(name, other) else None
                elif name in levels:
                    count = sum(pool == own) if own == other else None
                else:
                    count = sum((pool >= min(own, other)) & (pool <= max(own, other)))
                shared[r, j] = 0 if count is None else -np.log(max(1, count) / rows)
        for power, out in ((.25, broad), (1, sharp)):
            queries = sum(np.prod(np.exp(power * shared[:, subset]) - 1, axis=1)
                          for k in range(5) for subset in itertools.combinations(range(4), k))
            out.append(float(np.log(queries.mean())))
    return {'real': {k: plain(v) for k, v in real.items()}, 'table': {k: plain(v) for k, v in table.items()},
            'targets': targets, 'broad': broad, 'sharp': sharp}


def calibration():
    broad, sharp = random.normal(size=(3, 6)), random.gamma(2, 3, size=(3, 6))
    more = random.normal(size=6), random.gamma(2, 3, size=6)
    total, of_more = 0, 0
    for models, table in ((broad, more[0]), (sharp, more[1])):
        left = models - models.mean(0)
        left -= left.mean(1, keepdims=True)
        total, of_more = total + left / left.std(), of_more + (table - models.mean(0)) / left.std()
    return {'broad': broad.tolist(), 'sharp': sharp.tolist(), 'scores': total.tolist(),
            'more': {'broad': more[0].tolist(), 'sharp': more[1].tolist(), 'scores': (of_more - of_more.mean()).tolist()}}


reference = {
    'student': [{'freedom': int(k), 'errors': float(student.ppf(.975, k))} for k in (1, 2, 3, 4, 7, 15, 30, 63)],
    'trials': [trial(2, 40, .5, 0, 0, 6), trial(8, 50, 1.5, .5, .5, 6), trial(16, 30, 3, .2, .8, 1), trial(4, 60, 0, 0, 0, 0)],
    'densities': densities(),
    'calibration': calibration(),
}
(HERE / 'shadow.json').write_text(json.dumps(reference, separators=(',', ':')) + '\n')
