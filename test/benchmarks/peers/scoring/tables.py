"""Tables as the scorer reads and encodes them."""

import numpy as np
import pandas as pd

MISSING = "\0missing"
SAMPLING_SEED = 0


def read_table(path, numeric):
    """Numbers as floats, all else as texts; an empty cell is missing (NaN, None)."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    for name in table.columns:
        if name in numeric:
            table[name] = pd.to_numeric(table[name], errors="coerce")
        else:
            table[name] = table[name].astype(object).where(table[name].notna(), None)
    return table


def at_most(table, rows):
    """The table, or so many of its rows drawn at random."""
    return table if len(table) <= rows else table.sample(rows, random_state=SAMPLING_SEED)


class Encoder:
    """Encodings whose levels and ranges are the same for every table they are used on."""

    def __init__(self, train, tables, numeric):
        self.columns = list(train.columns)
        self.numeric = [name for name in self.columns if name in numeric]
        self.levels = {
            name: sorted(set().union(*(table[name].fillna(MISSING) for table in tables)))
            for name in self.columns
            if name not in numeric
        }
        self.sorted_train = {name: np.sort(train[name].dropna().to_numpy(float)) for name in self.numeric}

    def codes(self, table):
        """Categories as level numbers (missing is a level), numbers as they are: a frame of floats."""
        return pd.DataFrame(
            {
                name: table[name].astype(float)
                if name in self.sorted_train
                else self._level_numbers(table, name).astype(float)
                for name in self.columns
            }
        )

    def points(self, table):
        """
        Rows as points, float32: a number is its mid-rank among the training values, in [0, 1], beside a flag that it is
        missing; a category is one-hot over the root of 2, so that two different levels are a distance of 1 apart.
        """
        parts = []
        for name in self.columns:
            if name in self.sorted_train:
                parts.append(self._mid_ranks(table, name))
            else:
                one_hot = self._level_numbers(table, name)[:, None] == np.arange(len(self.levels[name]))[None, :]
                parts.append(one_hot / np.sqrt(2))
        return np.hstack(parts).astype(np.float32)

    def _level_numbers(self, table, name):
        return np.searchsorted(self.levels[name], table[name].fillna(MISSING).to_numpy(str))

    def _mid_ranks(self, table, name):
        known, values = self.sorted_train[name], table[name].to_numpy(float)
        missing = np.isnan(values)
        ranks = (np.searchsorted(known, values, "left") + np.searchsorted(known, values, "right")) / 2
        return np.column_stack([np.where(missing, 0.5, ranks / max(1, len(known))), missing])


def row_keys(table, numeric):
    """One text a row; equal rows have equal keys, 39 and 39.0 are equal."""
    written = [
        table[name].map(lambda v: "" if pd.isna(v) else repr(float(v))) if name in numeric else table[name].fillna("")
        for name in table.columns
    ]
    return pd.Series(["\x1f".join(cells) for cells in zip(*written)])
