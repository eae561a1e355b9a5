"""Fits SDV's GaussianCopulaSynthesizer with its defaults: python fit_copula.py <folder of real tables> <output folder>

(sdv 2.0.0, copulas 0.14.1, pandas 2.3.3, numpy 2.4.6: test/benchmarks/requirements-sdv.txt.) Writes copula-NAME.csv, as
many rows as the training table has.
"""
import random
import sys
from pathlib import Path

import numpy as np
import torch
from sdv.metadata import Metadata
from sdv.single_table import GaussianCopulaSynthesizer

from judged import HERE, TABLES, numbers_of, sdtypes

sys.path.append(str(HERE.parents[1] / 'benchmarks' / 'peers'))
from measured import read_table

real, out = Path(sys.argv[1]), Path(sys.argv[2])
for table in TABLES:
    for seed in (np.random.seed, random.seed, torch.manual_seed):
        seed(1)
    rows = read_table(real / f'{table}_train.csv', numbers_of(table))
    metadata = Metadata.load_from_dict({'tables': {'table': {'columns': sdtypes(table, rows)}}, 'relationships': []})
    synthesizer = GaussianCopulaSynthesizer(metadata)
    synthesizer.fit({'table': rows})
    made = synthesizer.sample(num_rows=len(rows))['table']
    made[rows.columns].to_csv(out / f'copula-{table}.csv', index=False)
