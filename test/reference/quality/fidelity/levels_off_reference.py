"""Which of two laws a series of scores follows, by numpy and scipy: levels_off.json.

    python levels_off_reference.py

The straight line is scipy.stats.linregress on the generation, the other law numpy.linalg.lstsq on 1 and the partial sums
of 1/i^2, whose limit is zeta(2) (Gerstgrasser et al. 2024). (numpy 1.26.4, scipy 1.17.1)
"""

import json
from pathlib import Path

import numpy as np
from scipy.special import zeta
from scipy.stats import linregress

MOST_LOST = 0.25
rng = np.random.default_rng(20)
shapes = [
    lambda g: g,
    lambda g: g**2 / 10,
    lambda g: np.sqrt(g),
    lambda g: np.log1p(g),
    lambda g: np.cumsum(1.0 / (g + 1) ** 2),
    lambda g: 1 - 0.6**g,
]


def levels_off(generations, scores, better):
    line = linregress(generations, scores)
    straight = np.sum((scores - line.intercept - line.slope * generations) ** 2)
    sums = np.array([np.sum(1.0 / np.arange(1, g + 2) ** 2) for g in generations])
    (offset, slope), _, _, _ = np.linalg.lstsq(np.column_stack([np.ones(len(sums)), sums]), scores, rcond=None)
    bounded = np.sum((scores - offset - slope * sums) ** 2)
    start = offset + slope * sums[0]
    room = abs(start) if better == "higher" else 1 - start
    return bool(bounded < straight and abs(offset + slope * zeta(2) - start) <= MOST_LOST * room)


cases = []
for case in range(60):
    first = int(rng.integers(0, 3))
    generations = np.arange(first, first + int(rng.integers(3, 12)))
    better = "higher" if case % 3 else "lower"
    shape = shapes[case % len(shapes)](generations.astype(float))
    by = rng.uniform(0.02, 0.25) / (shape[-1] - shape[0])
    clean = 0.9 - by * (shape - shape[0]) if better == "higher" else 0.1 + by * (shape - shape[0])
    scores = np.round(clean + rng.normal(0, 0.01, len(clean)), 6)
    cases.append(
        {
            "better": better,
            "points": [[int(g), float(s)] for g, s in zip(generations, scores)],
            "levelsOff": levels_off(generations, scores, better),
        }
    )

Path(__file__).with_name("levels_off.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
print(sum(c["levelsOff"] for c in cases), "of", len(cases))
