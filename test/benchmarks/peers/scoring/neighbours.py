"""Nearest neighbours: whether rows are copies of training rows, and whether they lie where real rows do."""

import numpy as np
from scoring.tables import at_most, row_keys

COPY_ROWS = 5000
SHAPE_ROWS = 5000
CHUNK = 500
# Distances closer than this are a tie.
TIE = 1e-6
LEVELS = 30


def closeness(train, holdout, synthetic, encoder):
    """
    Share of synthetic rows that lie closer to a training row than to a held-out one, both sets drawn to one size, ties
    half: 0.5 unless training rows are remembered. Distance: Gower's, the mean over the columns of |a - b| / training
    range (at most 1) of numbers and of 0 or 1 of categories.
    """
    size = min(len(train), len(holdout))
    ranges = {name: _range(train[name].to_numpy(float)) for name in encoder.numeric}
    made = _scaled(encoder.codes(at_most(synthetic, COPY_ROWS)), ranges)
    nearest = [_nearest(made, _scaled(encoder.codes(at_most(real, size)), ranges), ranges) for real in (train, holdout)]
    gap = nearest[0] - nearest[1]
    return {
        "dcr_share_closer_to_train": float((gap < -TIE).mean() + (np.abs(gap) <= TIE).mean() / 2),
        "dcr_ties": float((np.abs(gap) <= TIE).mean()),
    }


def exact_matches(train, holdout, synthetic, numeric):
    """Share of rows that are equal to a training row in every column; held-out rows set what is to be expected."""
    known = set(row_keys(train, numeric))
    return {
        "exact_match_rate": float(row_keys(synthetic[train.columns], numeric).isin(known).mean()),
        "exact_match_rate_holdout": float(row_keys(holdout[train.columns], numeric).isin(known).mean()),
    }


def alpha_precision_beta_recall(train, synthetic, encoder):
    """
    Alaa et al., "How faithful is your synthetic data?", ICML 2022, without its one-class embedding. For alpha from 0 to 1
    the share of synthetic rows inside the ball that holds alpha of the real rows; for beta the share of real rows whose
    nearest synthetic row is nearer than their nearest real one and lies inside the ball of beta of the synthetic rows.
    Each is one minus twice the mean distance from alpha or beta: 1 is best.
    """
    size = min(SHAPE_ROWS, len(train), len(synthetic))
    real, made = encoder.points(at_most(train, size)), encoder.points(at_most(synthetic, size))
    steps = np.linspace(0, 1, LEVELS)
    centre = real.mean(axis=0)
    radii = np.quantile(np.linalg.norm(real - centre, axis=1), steps)
    from_centre = np.linalg.norm(made - centre, axis=1)
    precision = np.array([(from_centre <= radius).mean() for radius in radii])
    among_real, _ = _nearest_point(real, real, itself=True)
    to_made, which = _nearest_point(real, made)
    spread = np.linalg.norm(made[which] - made.mean(axis=0), axis=1)
    covered = to_made <= among_real
    recall = np.array([(covered & (spread <= radius)).mean() for radius in np.quantile(spread, steps)])
    return {
        "alpha_precision": 1 - np.abs(steps - precision).sum() / steps.sum(),
        "beta_recall": 1 - np.abs(steps - recall).sum() / steps.sum(),
    }


def _range(values):
    low, high = np.nanmin(values), np.nanmax(values)
    return float(low), float(high - low) or 1.0


def _scaled(codes, ranges):
    for name, (low, width) in ranges.items():
        codes[name] = (codes[name] - low) / width
    return codes


def _nearest(rows, others, ranges):
    """Gower distance of each row to the nearest of `others`."""
    columns = [(name in ranges, rows[name].to_numpy(np.float32), others[name].to_numpy(np.float32)) for name in rows]
    found = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), CHUNK):
        part = slice(start, start + CHUNK)
        total = np.zeros((len(found[part]), len(others)), np.float32)
        for is_numeric, a, b in columns:
            x, y = a[part, None], b[None, :]
            if not is_numeric:
                total += x != y
                continue
            # Missing beside missing is 0, beside a number 1.
            gaps = np.minimum(np.abs(x - y), 1)
            total += np.where(np.isnan(gaps), np.isnan(x) != np.isnan(y), gaps)
        found[part] = total.min(axis=1) / len(columns)
    return found


def _nearest_point(rows, others, itself=False):
    """Euclidean distance to the nearest of `others` and its place; with `itself`, row i is not its own neighbour."""
    squares = (others * others).sum(axis=1)
    distances, places = np.empty(len(rows)), np.empty(len(rows), int)
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        gaps = (part * part).sum(axis=1)[:, None] + squares[None, :] - 2 * part @ others.T
        if itself:
            gaps[np.arange(len(part)), np.arange(start, start + len(part))] = np.inf
        nearest = gaps.argmin(axis=1)
        places[start : start + CHUNK] = nearest
        distances[start : start + CHUNK] = np.sqrt(np.maximum(gaps[np.arange(len(part)), nearest], 0))
    return distances, places
