"""Writes the tables and SDMetrics scores that the quality tests compare with.

    python sdmetrics_reference.py            (sdmetrics 0.32.0, pandas 2.3.3, numpy 1.26.4, scipy 1.17.1)

Reads examples/adult of this repository; the other tables are made here from a fixed seed. Each JSON file holds the
columns of two tables (`real`, `synthetic`; null is missing; dates are days and time stamps microseconds since 1970)
and what SDMetrics' QualityReport says of them. A pair's score is null where the report does not count it.
"""
import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sdmetrics.reports.single_table import QualityReport

HERE = Path(__file__).parent
SDTYPE = {'integer': 'numerical', 'decimal': 'numerical', 'date': 'datetime', 'timestamp': 'datetime',
          'category': 'categorical', 'boolean': 'boolean', 'identifier': 'id'}
PHYSICAL = {'integer': 'int64', 'decimal': 'float64', 'date': 'date32', 'timestamp': 'timestamp[us]',
            'category': 'utf8', 'boolean': 'bool', 'identifier': 'utf8'}


def series(kind, values):
    if kind == 'date':
        return pd.to_datetime(pd.Series(values, dtype='float64'), unit='D').astype('datetime64[ns]')
    if kind == 'timestamp':
        nanoseconds = [None if v is None else int(v) * 1000 for v in values]
        return pd.Series(pd.to_datetime(pd.Series(nanoseconds, dtype='Int64'), unit='ns')).astype('datetime64[ns]')
    if kind in ('integer', 'decimal'):
        whole = kind == 'integer' and None not in values
        return pd.Series(values, dtype='int64' if whole else 'float64')
    return pd.Series(values, dtype=object)


def number(x):
    return None if x is None or pd.isna(x) else float(x)


def quality_report(real, synthetic, sdtypes):
    """What SDMetrics' report says of the table, its columns and its pairs; a pair that does not count is null."""
    report = QualityReport()
    report.num_rows_subsample = None
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        report.generate(real, synthetic, {'columns': sdtypes}, verbose=False)
        properties = report.get_properties().set_index('Property')['Score']
        shapes = report.get_details('Column Shapes')
        trends = report.get_details('Column Pair Trends')
    counted = trends['Meets Threshold?'].fillna(False).astype(bool)
    return {
        'column_shapes': number(properties['Column Shapes']),
        'column_pair_trends': number(properties['Column Pair Trends']),
        'quality_score': number(report.get_score()),
        'columns': {r['Column']: number(r['Score']) for _, r in shapes.iterrows()},
        'pairs': [[r['Column 1'], r['Column 2'], number(r['Score']) if ok else None]
                  for (_, r), ok in zip(trends.iterrows(), counted)],
    }


def record(name, columns):
    real = pd.DataFrame({c['name']: series(c['type'], c['real']) for c in columns})
    synthetic = pd.DataFrame({c['name']: series(c['type'], c['synthetic']) for c in columns})
    expected = quality_report(real, synthetic, {c['name']: {'sdtype': SDTYPE[c['type']]} for c in columns})
    for c in columns:
        c['physical'] = PHYSICAL[c['type']]
    text = json.dumps({'columns': columns, 'expected': expected}, separators=(',', ':'), allow_nan=False)
    (HERE / f'{name}.json').write_text(text.replace('{"name"', '\n{"name"').replace('"expected"', '\n"expected"') + '\n')
    counted = sum(pair[2] is not None for pair in expected['pairs'])
    print(name, {k: v for k, v in expected.items() if isinstance(v, float)}, counted, 'of', len(expected['pairs']), 'pairs')


def adult():
    data = pd.read_csv(HERE.parents[2] / 'examples/adult/adult_train.csv.gz', dtype=str, keep_default_na=False)
    data = data.sample(600, random_state=5)
    whole = {'age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week'}
    cell = {True: lambda v: None if v == '' else int(v), False: lambda v: v or None}
    halves = [data.iloc[:300], data.iloc[300:]]
    return [{'name': c, 'type': 'integer' if c in whole else 'category',
             'real': [cell[c in whole](v) for v in halves[0][c]], 'synthetic': [cell[c in whole](v) for v in halves[1][c]]}
            for c in data]


def holes(random, values, share):
    return [None if random.random() < share else v for v in values]


def clinic():
    """Every type, missing values, constants, levels on one side only, a column without any value."""
    random = np.random.RandomState(11)

    def half(n, shift):
        age = random.randint(25, 80, n)
        pressure = np.round(90 + 0.9 * age + random.normal(0, 9, n) + shift, 1)
        ward = random.choice(['north', 'south', 'east', 'west'] if shift == 0 else ['north', 'south', 'east', 'attic'], n)
        sex = random.rand(n) < 0.4 + shift / 50
        cholesterol = 150 + 1.5 * age + random.normal(0, 12, n) + 20 * (ward == 'north')
        admitted = 18000 + random.randint(0, 700, n)
        stay = np.where(ward == 'south', 5, 60) + random.randint(0, 20, n)
        seen = (admitted * 86400 + random.randint(0, 86400, n)) * 10**6 + random.randint(0, 10**6, n)
        smoker = np.where(random.rand(n) < 0.85, sex, random.rand(n) < 0.5)
        return {
            'patient': ('identifier', [f'p{i}' for i in range(n)]),
            'age': ('integer', holes(random, age.tolist(), 0.05)),
            'pressure': ('decimal', holes(random, pressure.tolist(), 0.1)),
            'cholesterol': ('decimal', cholesterol.tolist()),
            'visits': ('integer', random.poisson(2, n).tolist()),
            'site': ('integer', [7] * n),
            'ward': ('category', holes(random, ward.tolist(), 0.08)),
            'building': ('category', holes(random, np.where(ward == 'north', 'old', 'new').tolist(), 0.02)),
            'country': ('category', ['NL'] * n),
            'smoker': ('boolean', holes(random, smoker.tolist(), 0.03)),
            'female': ('boolean', sex.tolist()),
            'admitted': ('date', holes(random, admitted.tolist(), 0.04)),
            'discharged': ('date', (admitted + stay).tolist()),
            'seen': ('timestamp', holes(random, seen.tolist(), 0.02)),
            'length_of_stay': ('integer', stay.tolist()),
            'device': ('decimal', [None] * n),
            'remark': ('category', [None] * n),
        }

    real, synthetic = half(240, 0), half(300, 4)
    return [{'name': c, 'type': kind, 'real': values, 'synthetic': synthetic[c][1]} for c, (kind, values) in real.items()]


def corner():
    """Few rows: ties that only rounding makes, a column constant on one side, values at bin edges."""
    return [
        {'name': 'rounded', 'type': 'decimal', 'real': [0.1 + 0.2, 0.3, 0.7, 0.1, 0.9, 1.1, 2.2, 3.3, 2.5, 0.35, 1 / 3, 2 / 3],
         'synthetic': [0.3, 0.1 * 3, 0.7 + 1e-16, 0.1, 0.9, 1.1, 1.1 * 2, 1.1 * 3, 2.5, 0.35, 0.3333333333333, 2 / 3 + 1e-15]},
        {'name': 'edges', 'type': 'decimal', 'real': [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.0],
         'synthetic': [0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.1, 2.4, 2.7, 3.0, 3.3, 0.0]},
        {'name': 'flat', 'type': 'integer', 'real': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'synthetic': [5] * 12},
        {'name': 'up', 'type': 'integer', 'real': [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25],
         'synthetic': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 9]},
        {'name': 'late', 'type': 'integer', 'real': [None] * 10 + [3, 4], 'synthetic': [1, 1] + [None] * 9 + [2]},
        {'name': 'group', 'type': 'category', 'real': list('aaabbbcccddd'), 'synthetic': list('aabbbbcccdde')},
        {'name': 'half', 'type': 'category', 'real': list('xxxxxxyyyyy') + [None], 'synthetic': list('xxxxxyyyyyy') + [None]},
    ]


if __name__ == '__main__':
    record('adult', adult())
    record('clinic', clinic())
    record('corner', corner())
