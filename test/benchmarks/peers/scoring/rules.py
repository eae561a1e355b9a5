"""Rules between columns that every real row keeps."""

import numpy as np
from scoring.tables import row_keys


def broken_dependencies(train, synthetic, numeric, determined):
    """
    Share of synthetic rows that break a declared dependency: for a pair (a, b) the value of b is not the one that goes
    with the value of a in the training rows, or that value of a does not occur there. None where no pair is declared.
    """
    broken = np.zeros(len(synthetic), bool)
    each = {}
    for a, b in determined:
        known = dict(zip(row_keys(train[[a]], numeric), row_keys(train[[b]], numeric)))
        wrong = row_keys(synthetic[[a]], numeric).map(known) != row_keys(synthetic[[b]], numeric)
        each[f"{a}->{b}"] = float(wrong.mean())
        broken |= wrong.to_numpy()
    return {"fd_violations_any": float(broken.mean()) if determined else None, "fds": each}
