"""Draws the stored rows: python make_tables.py <folder of real tables> <folder of synthetic tables>

The first folder holds NAME_train.csv and NAME_holdout.csv as test/benchmarks/README.md describes them, the second
copula-NAME.csv (fit_copula.py), ctgan-30-NAME.csv and headwater-NAME.csv, each fitted on all rows of NAME_train.csv and
as long: the latter two by `pnpm bench peers --epochs 30`. 600 rows of each, all where there are fewer.
"""
import sys
from pathlib import Path

import pandas as pd

from judged import HERE, TABLES

ROWS = 600
real, made = Path(sys.argv[1]), Path(sys.argv[2])
for table in TABLES:
    sources = {'train': real / f'{table}_train.csv', 'holdout': real / f'{table}_holdout.csv',
               'copula': made / f'copula-{table}.csv', 'ctgan': made / f'ctgan-30-{table}.csv',
               'headwater': made / f'headwater-{table}.csv'}
    (HERE / 'tables' / table).mkdir(parents=True, exist_ok=True)
    for part, source in sources.items():
        rows = pd.read_csv(source, dtype=str, keep_default_na=False)
        rows = rows.sample(min(ROWS, len(rows)), random_state=11)
        target = HERE / 'tables' / table / f'{part}.csv.gz'
        rows.to_csv(target, index=False, compression={'method': 'gzip', 'compresslevel': 9, 'mtime': 0})
        print(table, part, len(rows), target.stat().st_size)
