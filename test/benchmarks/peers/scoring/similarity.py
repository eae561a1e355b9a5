"""How alike the columns, pairs and triples of columns of two tables are distributed."""

from itertools import combinations

import numpy as np
from scoring.tables import MISSING, SAMPLING_SEED
from sdmetrics.reports.single_table import QualityReport

BINS = 10
TRIPLES = 100


def sdmetrics_quality(train, synthetic, numeric):
    """Quality, column shapes and column pair trends of SDMetrics' quality report, against the training rows."""
    columns = {name: {"sdtype": "numerical" if name in numeric else "categorical"} for name in train.columns}
    report = QualityReport()
    np.random.seed(SAMPLING_SEED)
    report.generate(train, synthetic, {"columns": columns}, verbose=False)
    properties = report.get_properties().set_index("Property")["Score"]
    return {
        "quality_overall": report.get_score(),
        "column_shapes": properties["Column Shapes"],
        "column_pair_trends": properties["Column Pair Trends"],
    }


def accuracy(train, synthetic, numeric):
    """
    One minus the total variation distance between the tables with each column cut to ten: deciles of the training rows,
    or the ten commonest levels and a rest. Averaged over columns, over pairs, and over 100 triples drawn once and for all.
    """
    real = {name: _cut(train[name], train[name], name in numeric) for name in train.columns}
    made = {name: _cut(train[name], synthetic[name], name in numeric) for name in train.columns}
    triples = list(combinations(train.columns, 3))
    chosen = np.random.RandomState(SAMPLING_SEED).permutation(len(triples))[:TRIPLES]

    def mean_accuracy(groups):
        return float(np.mean([1 - _variation_distance(real, made, group) for group in groups]))

    return {
        "acc_univariate": mean_accuracy(combinations(train.columns, 1)),
        "acc_bivariate": mean_accuracy(combinations(train.columns, 2)),
        "acc_trivariate": mean_accuracy([triples[i] for i in chosen]),
    }


def _cut(train, column, is_numeric):
    """Numbers of bins from 0; one beyond the last is what is missing, or none of the common levels."""
    if is_numeric:
        edges = np.unique(np.nanquantile(train.to_numpy(float), np.arange(1, BINS) / BINS))
        values = column.to_numpy(float)
        return np.where(np.isnan(values), BINS, np.searchsorted(edges, values, "left"))
    common = train.fillna(MISSING).value_counts().index[:BINS]
    return column.fillna(MISSING).map({level: i for i, level in enumerate(common)}).fillna(BINS).to_numpy(int)


def _variation_distance(real, made, names):
    cells = (BINS + 1) ** len(names)
    shares = []
    for table in (real, made):
        cell = np.zeros(len(table[names[0]]), dtype=int)
        for name in names:
            cell = cell * (BINS + 1) + table[name]
        shares.append(np.bincount(cell, minlength=cells) / len(cell))
    return np.abs(shares[0] - shares[1]).sum() / 2
