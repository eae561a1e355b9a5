"""Writes attacks.json: what Anonymeter says of the same rates, guesses and conditions, and of whole attacks.

    python attacks_reference.py <folder of full synthetic tables>      (anonymeter 1.1.0, numpy 1.26.4, pandas 3.0.6)

Needs examples/adult. Training and held-out rows are every 65th and every 16th of the files there, 600 of each. The
synthetic rows are the first 600 of tables made from the same training rows: `headwater` by this repository, `mostly` by
mostlyai-engine 2.7.3, `ctgan` by CTGAN with 30 epochs. Given a folder with <name>-adult.csv the script stores them anew
beside itself (attacks/<name>-600.csv.gz); without one it reads those stored.

- `rates`, `risks`: success_rate, residual_success and the bounds put on it.
- `guesses`: evaluate_inference_guesses. Numbers are positive: for negative guesses Anonymeter divides by a negative number.
- `conditions`: conditions on one to three columns, and how many training and held-out rows each is true of.
- `attacks`: risks and rates of whole attacks, the mean over five runs, since Anonymeter draws targets at random.
- `epsilon`: p values of the one-run audit by scipy's binomial; `closeness`: earth mover's distances by brute force.
"""
import gzip
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
from anonymeter.evaluators.inference_evaluator import evaluate_inference_guesses
from anonymeter.evaluators.singling_out_evaluator import _evaluate_queries
from anonymeter.stats.confidence import EvaluationResults, residual_success, success_rate
from scipy.stats import binom

from anonymeter_attacks import inference, linkability, singling_out

warnings.filterwarnings('ignore')
HERE = Path(__file__).parent
ADULT = HERE.parents[2] / 'examples' / 'adult'
NAMES = {'headwater': 'headwater', 'mostly': 'mostly', 'ctgan': 'ctgan-30'}
random = np.random.default_rng(11)


def stored(name):
    path = HERE / 'attacks' / f'{name}-600.csv.gz'
    if len(sys.argv) > 1:
        lines = (Path(sys.argv[1]) / f'{NAMES[name]}-adult.csv').read_text().splitlines()[:601]
        path.write_bytes(gzip.compress(('\n'.join(lines) + '\n').encode(), mtime=0))
    return pd.read_csv(path)


def every(part, step):
    return pd.read_csv(ADULT / f'adult_{part}.csv.gz').iloc[::step].head(600).reset_index(drop=True)


train, holdout = every('train', 65), every('holdout', 16)
synthetic = {name: stored(name) for name in NAMES}

rates = [{'successes': s, 'attempts': n, 'level': c, 'rate': success_rate(n, s, c).value, 'error': success_rate(n, s, c).error}
         for s, n, c in [(0, 500, .95), (3, 500, .95), (250, 500, .95), (500, 500, .95), (7, 40, .99), (1, 20, .5)]]
risks = []
for a, b, n in [(100, 20, 500), (20, 100, 500), (0, 0, 60), (60, 59, 60), (333, 120, 1000)]:
    residual = residual_success(success_rate(n, a, .95), success_rate(n, b, .95))
    risk = EvaluationResults(n, a, 0, b).risk()
    risks.append({'attack': a, 'control': b, 'attempts': n, 'value': risk.value, 'interval': list(risk.ci)})

secret = np.round(np.concatenate([random.gamma(2, 40, 60), [0, 0, 5, np.nan, np.nan]]), 1)
guess = np.round(np.concatenate([secret[:60] * random.uniform(.9, 1.1, 60), [0, 5, 0, np.nan, 4]]), 1)
right = evaluate_inference_guesses(pd.Series(guess), pd.Series(secret), regression=True)
plain = lambda values: [None if isinstance(v, float) and np.isnan(v) else v for v in values.tolist()]
guesses = {'guess': plain(guess), 'secret': plain(secret), 'right': right.astype(int).tolist()}

frames = {side: pl.DataFrame(table).with_columns(pl.col(pl.Float64).fill_nan(None))
          for side, table in [('train', train), ('holdout', holdout)]}
operators = {'=': '__eq__', '!=': '__ne__', '<': '__lt__', '<=': '__le__', '>': '__gt__', '>=': '__ge__'}
conditions, queries = [], []
for i in range(300):
    source = synthetic['mostly']
    row = source.iloc[int(random.integers(len(source)))]
    chosen, expression = [], None
    for column in random.choice(source.columns, 1 + i % 3, replace=False):
        value = row[column]
        if pd.isna(value):
            operator, value = ('missing', 'present')[i % 2], None
            part = pl.col(column).is_null() if operator == 'missing' else pl.col(column).is_not_null()
        else:
            numeric = not isinstance(value, str)
            operator = str(random.choice(list(operators) if numeric else ['=', '!=']))
            value = int(value) if numeric else value
            part = getattr(pl.col(column), operators[operator])(value)
        chosen.append({'column': str(column), 'operator': operator, 'value': value})
        expression = part if expression is None else expression & part
    conditions.append({'all': chosen})
    queries.append(expression)
for side, frame in frames.items():
    for condition, count in zip(conditions, _evaluate_queries(frame, queries)):
        condition[side] = int(count or 0)


attacks = {}
half = len(train) * 5 // 6
for name, table in synthetic.items():
    copied = table.copy()
    copied.iloc[:300] = train.iloc[:300]
    for label, made in [(name, table), (f'{name} with 300 training rows', copied)]:
        attacks[label] = {
            'singling_out_multivariate': singling_out((train, holdout, made), 'multivariate'),
            'linkability': linkability((train, holdout, made)),
            'inference': {secret: inference((train, holdout, made), secret, secret in ('age', 'hours-per-week'))
                          for secret in ('income', 'education', 'age', 'hours-per-week')},
        }


def p_value(m, r, v, epsilon, delta):
    q = 1 / (1 + np.exp(-epsilon))
    alpha = max([float(sum(binom.pmf(v - j, r, q) for j in range(1, i + 1)) / i) for i in range(1, v + 1)], default=0.0)
    return min(1.0, float(binom.sf(v - 1, r, q)) + 2 * m * delta * alpha)


epsilon = [{'candidates': m, 'guesses': r, 'right': v, 'epsilon': e, 'delta': d, 'p': p_value(m, r, v, e, d)}
           for m, r, v, e, d in [(1000, 20, 19, 0, 0), (1000, 100, 80, 1, 0), (1000, 100, 80, 1, 1e-5), (50, 10, 10, 2, 1e-3)]]


def emd(rows, values, ordered):
    p = np.array([np.mean(rows == v) for v in values])
    q = np.array([np.mean(closeness_table['sensitive'] == v) for v in values])
    return float(np.abs(np.cumsum(p - q)).sum() / (len(values) - 1) if ordered else np.abs(p - q).sum() / 2)


closeness_table = {'group': random.integers(0, 12, 200), 'sensitive': random.integers(0, 25, 200)}
values = np.unique(closeness_table['sensitive'])
by_group = [closeness_table['sensitive'][closeness_table['group'] == g] for g in np.unique(closeness_table['group'])]
entropy = lambda rows: -sum(p * np.log(p) for p in np.unique(rows, return_counts=True)[1] / len(rows))
closeness = {
    'group': closeness_table['group'].tolist(), 'sensitive': closeness_table['sensitive'].tolist(),
    'k': min(len(rows) for rows in by_group), 'distinct': min(len(np.unique(rows)) for rows in by_group),
    'entropy': float(min(np.exp(entropy(rows)) for rows in by_group)),
    'ordered': max(emd(rows, values, True) for rows in by_group),
    'equal': max(emd(rows, values, False) for rows in by_group),
}

(HERE / 'attacks.json').write_text(json.dumps({
    'rates': rates, 'risks': risks, 'guesses': guesses, 'conditions': conditions, 'attacks': attacks,
    'epsilon': epsilon, 'closeness': closeness}, indent=1) + '\n')
