"""expected/accuracy.json: what mostlyai-qa 1.10.11 says of every stored table.

`univariate`, `bivariate`: [accuracy, expected maximum] of each column and pair; `trivariate`: their means over all triples
that hold a column, by column, and over all triples. mostlyai-qa rounds every accuracy to five decimals; here that one
call is taken out of its function. `rounded`: the means as it rounds.
"""
import inspect
import itertools
import warnings

import numpy as np

from judged import cases, write
from fidelity_reference import mostly_module

qa = mostly_module('_accuracy')
exact = {}
source = inspect.getsource(qa.calculate_accuracy_cnts)
assert source.count('.round(5)') == 2
exec(source.replace('.round(5)', ''), qa.__dict__ | exact, exact)


def accuracies(real, made, sets):
    both = [[of(real[s].value_counts(), made[s].value_counts()) for s in sets]
            for of in (exact['calculate_accuracy_cnts'], qa.calculate_accuracy_cnts)]
    return [np.array(b) for b in both]


def main():
    warnings.simplefilter('ignore')
    found = {}
    for table, version, train, _, synthetic in cases():
        real, bins = qa.bin_data(train, 10)
        made, _ = qa.bin_data(synthetic, bins)
        real, made = real.astype(str), made.astype(str)
        columns, out = list(train), {'rounded': {}}
        for arity, label in enumerate(('univariate', 'bivariate', 'trivariate'), 1):
            sets = [list(s) for s in itertools.combinations(columns, arity)]
            values, rounded = accuracies(real, made, sets)
            out['rounded'][label] = rounded.mean(0)
            if arity < 3:
                out[label] = [[*s, *v] for s, v in zip(sets, values)]
            else:
                holds = {c: np.array([c in s for s in sets]) for c in columns}
                out[label] = {'all': values.mean(0), 'columns': {c: values[holds[c]].mean(0) for c in columns}}
        found[table, version] = out
        print(table, version, out['rounded'])
    write('accuracy', found)


main()
