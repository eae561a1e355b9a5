"""The stored tables as pandas frames, and where what is said of them is written."""
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
TABLES = json.loads((HERE / 'tables' / 'tables.json').read_text())
VERSIONS = ['copula', 'ctgan', 'headwater']
# The scripts of the other references, whose functions are used here too.
sys.path += [str(HERE.parent / folder) for folder in ('quality', 'quality/fidelity', 'privacy')]


def numbers_of(table):
    return TABLES[table]['integer'] + TABLES[table]['decimal']


def read(table, part):
    """Numbers as doubles, all other columns as texts; an empty cell is missing."""
    rows = pd.read_csv(HERE / 'tables' / table / f'{part}.csv.gz', dtype=str, keep_default_na=False, na_values=[''])
    return pd.DataFrame({c: rows[c].astype('float64') if c in numbers_of(table) else rows[c] for c in rows})


def sdtypes(table, columns):
    return {c: {'sdtype': 'numerical' if c in numbers_of(table) else 'categorical'} for c in columns}


def cases():
    """(table, version, training rows, held-out rows, synthetic rows), twelve of them."""
    for table in TABLES:
        train, holdout = read(table, 'train'), read(table, 'holdout')
        for version in VERSIONS:
            yield table, version, train, holdout, read(table, version)


def plain(value):
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value


def write(topic, found):
    """expected/TOPIC.json from {(table, version): values}; one line a value of the case."""
    parts = []
    for (table, version), values in found.items():
        lines = ',\n  '.join(f'{json.dumps(k)}:{json.dumps(plain(v), separators=(",", ":"))}' for k, v in values.items())
        parts.append(f'{json.dumps(f"{table}/{version}")}: {{\n  {lines}\n}}')
    (HERE / 'expected' / f'{topic}.json').write_text('{\n' + ',\n'.join(parts) + '\n}\n')
