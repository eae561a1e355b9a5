"""expected/privacy.json: distances and attacks on every stored table (anonymeter 1.1.0, mostlyai-qa 1.10.11).

`distances`: Gower's to the closest record by numpy, equally many training and held-out rows (the first ones). From them
`share` by mostlyai-qa's calculate_dcr_share, `nndr` by its formula, `dcr_ratio` and `dcr_p5` by numpy's quantiles;
`exact_matches` by pandas. The rest are rates and risks of Anonymeter.
"""
import warnings

import numpy as np
import pandas as pd

from judged import TABLES, cases, numbers_of, write
from anonymeter_attacks import every_univariate, inference, inference_by_size, linkability, singling_out
from fidelity_reference import mostly_module

SMALLEST = 1e-8
RUNS = 2
# A number below 0 in many rows.
NEGATIVE = {'credit_default': ['BILL_AMT1']}
mostly = mostly_module('_distances')


def gower(queries, references, train, numbers):
    total = np.zeros((len(queries), len(references)))
    for c in train:
        a, b = queries[c].to_numpy()[:, None], references[c].to_numpy()[None]
        none_a, none_b = pd.isna(a), pd.isna(b)
        if c in numbers:
            part = np.minimum(np.abs(a - b) / ((train[c].max() - train[c].min()) or 1), 1)
        else:
            part = (a != b).astype(float)
        total += np.where(none_a | none_b, np.where(none_a & none_b, 0.0, 1.0), part)
    return total / len(train.columns)


def in_equal_numbers(train, holdout, synthetic, numbers):
    rows = min(len(train), len(holdout))
    train, holdout, made = train.head(rows), holdout.head(rows), synthetic.head(rows)
    # Sums over columns in another order differ in the last digits; equal ones must be equal.
    to_train = gower(made, train, train, numbers).round(12)
    to_holdout, real = gower(made, holdout, train, numbers).round(12), gower(holdout, train, train, numbers).round(12)
    nndr = {}
    for name, found in (('synthetic', to_train), ('holdout', real)):
        nearest = np.sort(found, 1)
        ratio = (nearest[:, 0] + SMALLEST) / (nearest[:, 1] + SMALLEST)
        nndr[name] = {'median': np.quantile(ratio, 0.5), 'p5': np.quantile(ratio, 0.05)}
    return {'share': mostly.calculate_dcr_share(to_train.min(1), to_holdout.min(1)), 'nndr': nndr}


def to_all(train, holdout, synthetic, numbers):
    made, real = [gower(rows, train, train, numbers).min(1) for rows in (synthetic, holdout)]
    known = set(map(tuple, train.fillna('').astype(str).to_numpy()))
    copied = lambda rows: np.mean([tuple(r) in known for r in rows.fillna('').astype(str).to_numpy()])
    return {
        'dcr_ratio': np.median(made) / np.median(real), 'dcr_p5': [np.quantile(made, 0.05), np.quantile(real, 0.05)],
        'exact_matches': [copied(synthetic), copied(holdout)],
    }


def main():
    warnings.simplefilter('ignore')
    found = {}
    for table, version, train, holdout, synthetic in cases():
        numbers = numbers_of(table)
        tables = (train, holdout, synthetic)
        equal = tuple(rows.head(len(holdout)) for rows in tables[:2]) + (synthetic,)
        found[table, version] = {
            'in_equal_numbers': in_equal_numbers(*tables, numbers),
            'to_all': to_all(*tables, numbers),
            'singling_out_univariate': every_univariate(equal),
            'singling_out_multivariate': singling_out(equal, 'multivariate', RUNS),
            'linkability': linkability(tables),
            'inference': {s: inference(tables, s, s in numbers) for s in TABLES[table]['guessed']},
            'inference_of_negatives': {s: {'as_it_is': inference(tables, s, True), 'by_size': inference_by_size(tables, s)}
                                       for s in NEGATIVE.get(table, [])},
        }
        write('privacy', found)
        print(table, version, found[table, version], flush=True)


main()
