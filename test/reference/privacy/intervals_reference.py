"""Reference values for the intervals of the privacy measures, by scipy; writes intervals.json beside this script.

The precedence test: of n values and m others in random order, how many values come before the j-th smallest other. That
is a negative hypergeometric count. `least` and `most` are the counts that are not among the 2.5 % on either side.
"""

import json
from pathlib import Path

from scipy.stats import nhypergeom

cases = []
for n, m, j in [(20, 20, 2), (400, 400, 21), (400, 400, 200), (1000, 1000, 11), (1000, 1000, 101), (10000, 9769, 489), (37, 500, 250), (5, 5, 1)]:
    count = nhypergeom(n + m, n, j)
    least = next(i for i in range(n + 1) if count.cdf(i) > 0.025)
    most = next(i for i in range(n, -1, -1) if count.sf(i - 1) > 0.025)
    cases.append({"n": n, "m": m, "j": j, "least": int(least), "most": int(most)})
Path(__file__).with_suffix("").with_name("intervals.json").write_text(json.dumps({"precedence": cases}, indent=1) + "\n")
