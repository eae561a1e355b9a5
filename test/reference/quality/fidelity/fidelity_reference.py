"""Writes what the fidelity tests compare with.

    python fidelity_reference.py             (sdmetrics 0.32.0, pandas 2.3.3, numpy 1.26.4, scipy 1.17.1)

Reads the adult samples beside it (600 rows each: training and held-out rows of examples/adult, and rows that three
generators trained on those training rows made, each by pandas' sample(600, random_state=11); CTGAN 30 epochs) and the tables clinic.json and corner.json one folder up. SDMetrics'
values are SDMetrics' own. The accuracies are mostlyai-qa's own if version 1.10.4 is importable, else left as they are.
Neighbour measures are written down here from the papers' formulas, with full distance matrices.
"""
import importlib
import importlib.util
import itertools
import json
import sys
import types
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
from sdmetrics.reports.single_table import DiagnosticReport
from sdmetrics.single_column import (BoundaryAdherence, CategoryAdherence, CategoryCoverage, KeyUniqueness,
                                     MissingValueSimilarity, RangeCoverage, StatisticSimilarity)

HERE = Path(__file__).parent
WHOLE = {'age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week'}
SDTYPE = {'integer': 'numerical', 'decimal': 'numerical', 'date': 'datetime', 'timestamp': 'datetime',
          'category': 'categorical', 'boolean': 'boolean', 'identifier': 'id'}
MADE = ['headwater', 'ctgan', 'mostly']
GRID, K = 4096, 5


def number(x):
    return None if x is None or not np.isfinite(x) else float(x)


def adult(name):
    rows = pd.read_csv(HERE / f'{name}.csv.gz', dtype=str, keep_default_na=False, na_values=[''])
    return pd.DataFrame({c: rows[c].astype('float64') if c in WHOLE else rows[c] for c in rows})


def series(kind, values):
    """As in ../sdmetrics_reference.py: dates are days, time stamps microseconds."""
    if kind in ('date', 'timestamp'):
        unit = 86_400_000_000_000 if kind == 'date' else 1000
        whole = [None if v is None else int(v) * unit for v in values]
        return pd.Series(pd.to_datetime(pd.Series(whole, dtype='Int64'), unit='ns')).astype('datetime64[ns]')
    return pd.Series(values, dtype='float64' if kind in ('integer', 'decimal') else object)


# ---- SDMetrics

def column_scores(real, synthetic, kinds):
    scores = {}
    for column, kind in kinds.items():
        r, s = real[column], synthetic[column]
        sd = SDTYPE[kind]
        found = {'missing_value_similarity': MissingValueSimilarity.compute(r, s)}
        if sd in ('numerical', 'datetime'):
            found['boundary_adherence'] = BoundaryAdherence.compute(r, s)
            # SDMetrics' range coverage of times cannot be asked for by series of times alone: their numbers are.
            found['range_coverage'] = RangeCoverage.compute(*[x if sd == 'numerical' else nanoseconds(x) for x in (r, s)])
            for statistic in ('mean', 'median', 'std'):
                values = [x if sd == 'numerical' else nanoseconds(x) for x in (r, s)]
                found[f'statistic_similarity_{statistic}'] = StatisticSimilarity.compute(*values, statistic=statistic)
        elif sd in ('categorical', 'boolean'):
            found['category_adherence'] = CategoryAdherence.compute(r, s)
            found['category_coverage'] = CategoryCoverage.compute(r, s) if r.notna().any() else None
        else:
            found['key_uniqueness'] = KeyUniqueness.compute(r, s)
        scores[column] = {k: number(v) for k, v in found.items()}
    return scores


def nanoseconds(times):
    return pd.Series(np.where(times.isna(), np.nan, times.astype('int64').astype('float64')))


def diagnostic(real, synthetic, kinds, keys=()):
    metadata = {'columns': {c: {'sdtype': SDTYPE[k]} for c, k in kinds.items()}}
    if keys:
        metadata['primary_key'] = keys[0]
    report = DiagnosticReport()
    report.num_rows_subsample = None
    report.generate(real, synthetic, metadata, verbose=False)
    properties = report.get_properties().set_index('Property')['Score']
    return {'data_validity': number(properties['Data Validity']), 'data_structure': number(properties['Data Structure']),
            'diagnostic_score': number(report.get_score())}


# ---- accuracy

def mostly_module(name):
    """One module of mostlyai-qa: its package imports what embeddings and reports need; the accuracies need none of it."""
    spec = importlib.util.find_spec('mostlyai.qa')
    if spec is None:
        raise ImportError('mostlyai-qa is not installed')
    package = types.ModuleType('mostlyai.qa')
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules['mostlyai.qa'] = package
    for absent in ('phik', 'phik.phik'):
        sys.modules.setdefault(absent, types.ModuleType(absent))
    return importlib.import_module(f'mostlyai.qa.{name}')


def mostly_accuracies(train, others):
    qa = mostly_module('_accuracy')
    binned, bins = qa.bin_data(train, 10)
    out = {}
    for name, rows in others.items():
        theirs, _ = qa.bin_data(rows, bins)
        parts = {}
        for arity, label in enumerate(('univariate', 'bivariate', 'trivariate'), 1):
            sets = [list(c) for c in itertools.combinations(train.columns, arity)]
            found = [qa.calculate_accuracy(binned[s], theirs[s]) for s in sets]
            parts[label] = {'score': float(np.mean([f[0] for f in found])), 'max': float(np.mean([f[1] for f in found]))}
            if arity == 1:
                parts['columns'] = {s[0]: [float(f[0]), float(f[1])] for s, f in zip(sets, found)}
        out[name] = parts
    return out


# ---- neighbours

class Space:
    def __init__(self, train, tables, numeric=WHOLE):
        self.sorted = {c: np.sort(train[c].dropna().to_numpy()) for c in train if c in numeric}
        self.flags = [c for c in self.sorted if any(t[c].isna().any() for t in tables)]
        self.levels = {c: sorted(set().union(*[set(t[c].fillna('\0')) for t in tables])) for c in train if c not in numeric}

    def numbers(self, rows):
        out = []
        for c, s in self.sorted.items():
            v = rows[c].to_numpy()
            q = (np.searchsorted(s, v, 'left') + np.searchsorted(s, v, 'right')) / (2 * len(s))
            out.append(np.where(np.isnan(v), 0.5, np.floor(q * GRID + 0.5) / GRID))
        return np.stack(out, 1)

    def onehot(self, rows):
        parts = [np.stack([(rows[c].fillna('\0') == l).to_numpy() for l in ls], 1) for c, ls in self.levels.items()]
        parts += [np.stack([rows[c].isna(), rows[c].notna()], 1) for c in self.flags]
        return np.hstack(parts).astype(float)


def squared(space, a, b):
    na, nb, ha, hb = space.numbers(a), space.numbers(b), space.onehot(a), space.onehot(b)
    columns = len(space.levels) + len(space.flags)
    return ((na[:, None] - nb[None]) ** 2).sum(2) + columns - ha @ hb.T


def neighbours(space, real, fake):
    rr, ff, rf = squared(space, real, real), squared(space, fake, fake), squared(space, real, fake)
    np.fill_diagonal(rr, np.inf)
    np.fill_diagonal(ff, np.inf)
    ball_r, ball_f = np.sort(rr, 1)[:, K - 1], np.sort(ff, 1)[:, K - 1]
    inside = rf <= ball_r[:, None]
    out = {'precision': inside.any(0).mean(), 'recall': (rf <= ball_f[None]).any(1).mean(),
           'density': inside.sum(0).mean() / K, 'coverage': inside.any(1).mean()}
    x, y = [np.hstack([space.numbers(t), space.onehot(t) * np.sqrt(0.5)]) for t in (real, fake)]
    norm = lambda a, c: np.sqrt(((a - c) ** 2).sum(1)).round(10)
    levels = np.linspace(0, 1, 30)
    curve = lambda f: 1 - np.abs(levels - np.array([f(l) for l in levels])).sum() / levels.sum()
    to_centre, radii = norm(y, x.mean(0)), norm(x, x.mean(0))
    out['alpha_precision'] = curve(lambda l: (to_centre <= np.quantile(radii, l)).mean())
    star = norm(y, y.mean(0))[rf.argmin(1)]
    near = rf.min(1) <= rr.min(1)
    out['beta_recall'] = curve(lambda l: (near & (star <= np.quantile(star, l))).mean())
    out['authenticity'] = (rr.min(1)[rf.argmin(0)] < rf.min(0)).mean()
    apart = np.sqrt(squared(space, fake, fake))
    out['mean_pairwise_distance'] = apart[np.triu_indices(len(apart), 1)].mean()
    return {k: float(v) for k, v in out.items()}


# ---- collapse

def collapse(real, fake, numeric=WHOLE):
    tails, spreads, entropies, dropped, modes = [], [], [], 0, 0
    for c in real:
        if c in numeric:
            low, high = np.quantile(real[c], [0.01, 0.99])
            pairs = [((f < low).mean(), (r < low).mean()) for f, r in [(fake[c], real[c])]]
            pairs += [((fake[c] > high).mean(), (real[c] > high).mean())]
            parts = [min(1, f / r) for f, r in pairs if r > 0]
            tails += [np.mean(parts)] if parts else []
            spreads.append(fake[c].std() / real[c].std())
        else:
            p, q = [t[c].fillna('\0').value_counts(normalize=True) for t in (real, fake)]
            entropies.append(stats.entropy(q) / stats.entropy(p))
            common = p[p >= 0.01]
            modes += len(common)
            dropped += int((q.reindex(common.index).fillna(0) < common / 4).sum())
    return {'tail_coverage': float(np.mean(tails)), 'spread_ratio': float(np.mean(spreads)),
            'entropy_ratio': float(np.mean(entropies)), 'unique_row_share': 1 - float(fake.duplicated().mean()),
            'dropped_levels': dropped, 'levels_of_one_percent': modes}


def trend(points):
    x, y = np.array(points).T
    fit = stats.linregress(x, y)
    margin = stats.t.ppf(0.975, len(x) - 2) * fit.stderr
    return {'points': points, 'slope': fit.slope, 'interval': [fit.slope - margin, fit.slope + margin]}


def main():
    warnings.simplefilter('ignore')
    target = HERE / 'expected.json'
    before = json.loads(target.read_text()) if target.exists() else {}
    train, tables = adult('train'), {name: adult(name) for name in ['holdout', *MADE]}
    kinds = {c: 'integer' if c in WHOLE else 'category' for c in train}
    expected = {'adult': {}, 'tables': {}}
    space = Space(train, [train, *tables.values()])
    for name, rows in tables.items():
        expected['adult'][name] = {
            'columns': column_scores(train, rows, kinds), 'diagnostic': diagnostic(train, rows, kinds),
            'neighbours': neighbours(space, train, rows), 'collapse': collapse(train, rows)}
    expected['train_mean_pairwise_distance'] = neighbours(space, train, train)['mean_pairwise_distance']
    for name in ('clinic', 'corner'):
        columns = json.loads((HERE.parent / f'{name}.json').read_text())['columns']
        kinds = {c['name']: c['type'] for c in columns if c['type'] != 'text'}
        real, synthetic = [pd.DataFrame({c['name']: series(c['type'], c[side]) for c in columns})
                           for side in ('real', 'synthetic')]
        expected['tables'][name] = column_scores(real, synthetic, kinds)
    random = np.random.default_rng(4)
    expected['trends'] = [trend([[g, float(0.9 - 0.02 * g + random.normal(0, 0.02))] for g in range(n)]) for n in (3, 5, 12)]
    expected['student'] = [[p, f, float(stats.t.ppf(p, f))] for p in (0.6, 0.9, 0.975, 0.9995) for f in (1, 2, 3, 10, 57, 1000)]
    try:
        expected['accuracy'] = mostly_accuracies(train, tables)
    except ImportError as missing:
        print('accuracies kept as they were:', missing)
        expected['accuracy'] = before.get('accuracy')
    target.write_text(json.dumps(expected, indent=1, allow_nan=False) + '\n')
    print(json.dumps({k: v['neighbours'] for k, v in expected['adult'].items()}, indent=1))


if __name__ == '__main__':
    main()
