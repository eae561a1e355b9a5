"""expected/sdmetrics.json: what SDMetrics says of every stored table (sdmetrics 0.32.0).

`report`, `columns`: the quality report and single-column measures. `diagnostic`: the diagnostic report without and with a
key, the column row_id: all different in the training rows, with repetitions in the synthetic ones. `dcr`: distances of
synthetic to training rows by its DCRBaselineProtection, in short.
"""
import warnings

import pandas as pd
from sdmetrics.single_column import KeyUniqueness
from sdmetrics.single_table.privacy.dcr_utils import calculate_dcr

from judged import cases, numbers_of, sdtypes, write
from fidelity_reference import column_scores, diagnostic
from sdmetrics_reference import quality_report


def with_key(rows, name):
    return rows.assign(row_id=[name(i) for i in range(len(rows))])


def in_short(distances):
    """Enough of many numbers to tell whether all are the same."""
    return {'first': list(distances[:20]), 'mean': distances.mean(), 'squares': (distances**2).mean(),
            'deciles': [distances.quantile(i / 10) for i in range(11)]}


def main():
    warnings.simplefilter('ignore')
    found = {}
    for table, version, train, _, synthetic in cases():
        kinds = {c: 'integer' if c in numbers_of(table) else 'category' for c in train}
        real, made = with_key(train, lambda i: f't{i}'), with_key(synthetic, lambda i: f's{i * i % 401}')
        types = sdtypes(table, train)
        found[table, version] = {
            'report': quality_report(train, synthetic, types),
            'columns': column_scores(train, synthetic, kinds),
            'diagnostic': diagnostic(train, synthetic, kinds),
            'diagnostic_with_key': diagnostic(real, made, {**kinds, 'row_id': 'identifier'}, ['row_id']),
            'key_uniqueness': KeyUniqueness.compute(real['row_id'], made['row_id']),
            'dcr': in_short(pd.Series(calculate_dcr(synthetic, train, {'columns': types}).to_numpy())),
        }
        print(table, version, found[table, version]['report']['quality_score'])
    write('sdmetrics', found)


main()
