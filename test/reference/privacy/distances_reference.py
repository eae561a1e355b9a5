"""Writes three small tables and what brute force in numpy says of their distances, for the privacy tests.

    python distances_reference.py            (numpy 1.26.4)

Numbers, decimals, dates, levels, booleans, a constant column, missing values; some synthetic rows copy training rows.
Distances are Gower's: |difference| / range of the training rows, at most 1; levels 0 or 1; missing and missing 0,
missing and a value 1; the mean over columns. All three tables have few enough rows that nothing is sampled.
"""
import json
from pathlib import Path

import numpy as np

random = np.random.RandomState(23)
TYPES = {'age': 'integer', 'income': 'decimal', 'joined': 'date', 'plan': 'category', 'city': 'category',
         'active': 'boolean', 'site': 'integer', 'score': 'decimal'}


def sample(n, shift=0.0):
    plan = random.choice(['a', 'b', 'c', 'd'], n)
    rows = [{
        'age': int(random.randint(20, 30)), 'income': round(float(random.gamma(2, 900) + 1000 * (p == 'a')), 2) + shift,
        'joined': int(18000 + random.randint(0, 40)), 'plan': str(p), 'city': str(random.choice(['x', 'y', 'z'])),
        'active': bool(random.rand() < 0.7), 'site': 3, 'score': float(np.round(random.normal(), 1)),
    } for p in plan]
    for row in rows:
        for column in ('age', 'income', 'plan', 'active', 'score'):
            if random.rand() < 0.08:
                row[column] = None
    return rows


train, holdout, synthetic = sample(120), sample(120), sample(90, shift=50)
for i in range(0, 90, 9):
    synthetic[i] = dict(train[i])
for i in range(0, 120, 40):
    holdout[i] = dict(train[i])
synthetic[1]['site'] = 4
synthetic[2]['city'] = 'elsewhere'


def part(column, a, b, span):
    if a is None or b is None:
        return 0.0 if a is b else 1.0
    if TYPES[column] in ('integer', 'decimal', 'date'):
        return min(abs(a - b) / span[column], 1.0)
    return float(a != b)


def nearest(queries, references):
    span = {}
    for column, kind in TYPES.items():
        if kind in ('integer', 'decimal', 'date'):
            present = [r[column] for r in train if r[column] is not None]
            span[column] = (max(present) - min(present)) or 1.0
    return np.array([min(np.mean([part(c, q[c], r[c], span) for c in TYPES]) for r in references) for q in queries])


to_train, to_holdout, holdout_to_train = nearest(synthetic, train), nearest(synthetic, holdout), nearest(holdout, train)
difference = to_train - to_holdout
known = {tuple(row.values()) for row in train}
expected = {
    'nearest': {'synthetic_to_train': to_train.tolist(), 'synthetic_to_holdout': to_holdout.tolist(),
                'holdout_to_train': holdout_to_train.tolist()},
    'share_closer_to_train': float((difference < -1e-9).mean() + 0.5 * (np.abs(difference) <= 1e-9).mean()),
    'dcr_ratio_to_holdout': float(np.median(to_train) / np.median(holdout_to_train)),
    'p5': [float(np.percentile(to_train, 5)), float(np.percentile(holdout_to_train, 5))],
    'exact_matches': float(np.mean([tuple(r.values()) in known for r in synthetic])),
    'exact_matches_holdout': float(np.mean([tuple(r.values()) in known for r in holdout])),
}
tables = {name: {c: [r[c] for r in rows] for c in TYPES}
          for name, rows in (('train', train), ('holdout', holdout), ('synthetic', synthetic))}
out = Path(__file__).parent / 'distances.json'
out.write_text(json.dumps({'types': TYPES, **tables, 'expected': expected}, separators=(',', ':')) + '\n')
print({k: v for k, v in expected.items() if k != 'nearest'})
