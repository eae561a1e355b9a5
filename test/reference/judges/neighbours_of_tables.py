"""expected/neighbours.json: precision to authenticity of every stored table, and signs of collapse.

Points are training quantiles and scaled one-hot levels (class Space of ../quality/fidelity): the originals take any.
`prdc`: compute_prdc of prdc 0.2, k = 5. `closed`: the same function with balls larger by a hair, since the papers' balls
are closed and the program's are open. `synthcity`: AlphaPrecision.metrics of synthcity 0.2.12, taken out of its file (its
package needs torch). `authenticity_by_the_paper`: a synthetic row against its own nearest real row. `collapse`: by numpy.
"""
import ast
import importlib.metadata
from typing import Optional, Tuple

import numpy as np
import prdc.prdc as prdc
from sklearn.neighbors import NearestNeighbors

from judged import cases, numbers_of, write
from fidelity_reference import Space, collapse, squared

K = 5
# Squared distances are whole numbers of 2^-24 in this space.
HAIR = 2.0**-26


def points(space, rows):
    return np.hstack([space.numbers(rows), space.onehot(rows) * np.sqrt(0.5)])


def precision_recall(x, y, hair):
    open_balls = prdc.compute_nearest_neighbour_distances
    prdc.compute_nearest_neighbour_distances = lambda f, k: np.sqrt(open_balls(f, k) ** 2 + hair)
    try:
        return prdc.compute_prdc(x, y, K)
    finally:
        prdc.compute_nearest_neighbour_distances = open_balls


def alpha_precision(x, y):
    file = importlib.metadata.distribution('synthcity').locate_file('synthcity/metrics/eval_statistical.py')
    classes = [n for n in ast.parse(file.read_text()).body if isinstance(n, ast.ClassDef) and n.name == 'AlphaPrecision']
    method = next(n for n in classes[0].body if isinstance(n, ast.FunctionDef) and n.name == 'metrics')
    method.decorator_list = []
    scope = {'np': np, 'NearestNeighbors': NearestNeighbors, 'Optional': Optional, 'Tuple': Tuple}
    exec(compile(ast.Module([method], []), str(file), 'exec'), scope)
    *_, precision, recall, authenticity = scope['metrics'](None, x, y)
    return {'alpha_precision': precision, 'beta_recall': recall, 'authenticity': authenticity}


def main():
    found = {}
    for table, version, train, holdout, synthetic in cases():
        space = Space(train, [train, holdout, synthetic], numbers_of(table))
        x, y = points(space, train), points(space, synthetic)
        rr, rf = np.sqrt(squared(space, train, train)), np.sqrt(squared(space, train, synthetic))
        # By the paper a synthetic row is held against its own nearest real row; synthcity indexes real rows by synthetic.
        to_real, nearest_real = rf.min(0), rf.argmin(0)
        next_real = np.sort(rr, 1)[:, 1]
        found[table, version] = {
            'prdc': precision_recall(x, y, 0), 'closed': precision_recall(x, y, HAIR),
            'synthcity': alpha_precision(x, y),
            'authenticity_by_the_paper': (next_real[nearest_real] < to_real).mean(),
            'collapse': collapse(train, synthetic, numbers_of(table)),
        }
        print(table, version, {k: v for k, v in found[table, version].items() if k != 'collapse'})
    write('neighbours', found)


main()
