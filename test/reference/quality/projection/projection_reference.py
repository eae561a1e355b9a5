"""Principal components of 600 rows of Adult by scikit-learn, and eigenvalues of a small matrix by numpy.

Reads ../fidelity/{train,headwater}.csv.gz, writes expected.json beside itself.
Made with scikit-learn 1.9.1, pandas 2.3.3 and numpy 1.26.4.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.decomposition import PCA

HERE = Path(__file__).parent
NUMBERS = ["age", "fnlwgt", "education-num", "capital-gain", "capital-loss", "hours-per-week"]
LEVELS_ALONE = 30
ROWS_KEPT = 8


def table(name):
    frame = pd.read_csv(HERE.parent / "fidelity" / f"{name}.csv.gz", dtype=str, keep_default_na=False)
    for column in NUMBERS:
        frame[column] = pd.to_numeric(frame[column])
    return frame


def number(train, other):
    """Share of training values below, ties half; one coordinate of variance 1."""
    ordered = np.sort(train)
    share = (np.searchsorted(ordered, other, "left") + np.searchsorted(ordered, other, "right")) / (2 * len(train))
    base = (rankdata(train) - 0.5) / len(train)
    return ((share - base.mean()) / base.std())[:, None]


def levels(train, other):
    """One-hot, missing ("") a level and first among equals, all variances together 1."""
    order = {"": 0}
    for value in train:
        order.setdefault(value, len(order))
    counts = train.value_counts()
    kept = sorted(order, key=lambda v: (-counts.get(v, 0), order[v]))[:LEVELS_ALONE]

    def code(values):
        hot = np.stack([(values == v).to_numpy(float) for v in kept], axis=1)
        return np.column_stack([hot, 1 - hot.sum(axis=1)])

    base = code(train)
    return (code(other) - base.mean(axis=0)) / np.sqrt(base.var(axis=0).sum())


def points(train, other):
    return np.hstack(
        [(number if c in NUMBERS else levels)(train[c], other[c]) for c in train.columns if train[c].nunique() > 1]
    )


train, synthetic = table("train"), table("headwater")
real = points(train, train)
pca = PCA(n_components=3, svd_solver="full").fit(real)
rows = len(real)

random = np.random.default_rng(5)
root = random.normal(size=(6, 6))
matrix = (root + root.T) / 2

expected = {
    "variances": (pca.explained_variance_ * (rows - 1) / rows).tolist(),
    "explained": pca.explained_variance_ratio_.tolist(),
    "total": float(real.var(axis=0).sum()),
    "train": pca.transform(real)[:ROWS_KEPT, :2].tolist(),
    "synthetic": pca.transform(points(train, synthetic))[:ROWS_KEPT, :2].tolist(),
    "matrix": matrix.ravel().tolist(),
    "eigenvalues": np.linalg.eigvalsh(matrix)[::-1].tolist(),
}
(HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
