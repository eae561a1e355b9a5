"""expected/anonymity.json: k, l and t of the synthetic rows of every stored table (pycanon 1.3.6).

For each set of quasi-identifiers and each sensitive column, a level and a number; a missing quasi-identifier is a level. The
entropy l is by pandas, since pycanon cuts it to a whole number.
"""
import numpy as np
from pycanon import anonymity as canon

from judged import TABLES, cases, write


def anonymity(rows, quasi, sensitive):
    rows = rows.copy()
    rows[quasi] = rows[quasi].fillna('(missing)')
    entropy = lambda s: -(s.value_counts(normalize=True) * np.log(s.value_counts(normalize=True))).sum()
    found = {
        'k_anonymity': canon.k_anonymity(rows, quasi),
        'l_diversity': canon.l_diversity(rows, quasi, [sensitive]),
        'l_diversity_entropy': np.exp(rows.groupby(quasi)[sensitive].agg(entropy).min()),
        't_closeness': canon.t_closeness(rows, quasi, [sensitive]),
    }
    # An entropy of log 3 may be cut to 2.
    assert canon.entropy_l_diversity(rows, quasi, [sensitive]) in {int(found['l_diversity_entropy'] + e) for e in (-1e-9, 1e-9)}
    return found


def main():
    found = {}
    for table, version, *_, synthetic in cases():
        declared = TABLES[table]
        found[table, version] = {f'{" ".join(q)}|{s}': anonymity(synthetic, q, s)
                                 for q in declared['quasiIdentifiers'] for s in declared['sensitive']}
        print(table, version, found[table, version])
    write('anonymity', found)


main()
