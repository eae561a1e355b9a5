"""Writes the table and scikit-learn scores that the two-sample test is compared with.

    python boosted_trees_reference.py        (scikit-learn 1.9.1, numpy 1.26.4)

Two made samples that differ in a few subtle ways: dependence, a level's share, what is missing. HistGradientBoosting
with the settings of our own trees, mean AUC over 5 stratified folds, for ten draws of the folds: mean and spread.
`ordered` reads every column as a number, missing below all others, as our trees place it; `levels` has scikit-learn
treat levels and missing values its own way.
"""
import json
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold


def sample(random, n, changed):
    x = random.normal(size=n)
    y = (0.2 if changed else 0.8) * x + random.normal(size=n)
    missing = random.rand(n) < (np.where(x > 0, 0.25, 0.05) if changed else 0.15)
    level = random.choice(12, n, p=np.r_[np.full(11, 0.08), 0.12] if changed else np.full(12, 1 / 12))
    pair = (level + random.randint(0, 3 if changed else 2, n)) % 12
    whole = random.poisson(3, n)
    return {'x': np.round(x, 3), 'y': [None if m else v for m, v in zip(missing, np.round(y, 3))],
            'level': level, 'pair': pair, 'whole': whole}


random = np.random.RandomState(2)
a, b = sample(random, 600, False), sample(random, 600, True)
names = list(a)
X = np.column_stack([np.r_[np.array(a[c], float), np.array(b[c], float)] for c in names])
label = np.r_[np.zeros(600), np.ones(600)]


def auc(X, categorical):
    scores = []
    for seed in range(10):
        folds = StratifiedKFold(5, shuffle=True, random_state=seed).split(X, label)
        model = HistGradientBoostingClassifier(max_iter=150, learning_rate=0.1, early_stopping=False, categorical_features=categorical)
        scores.append(np.mean([roc_auc_score(label[j], model.fit(X[i], label[i]).predict_proba(X[j])[:, 1]) for i, j in folds]))
    return {'mean': float(np.mean(scores)), 'sd': float(np.std(scores))}


table = {c: {'real': np.asarray(a[c]).tolist(), 'synthetic': np.asarray(b[c]).tolist()} for c in names}
expected = {'ordered': auc(np.nan_to_num(X, nan=-99), None), 'levels': auc(X, [c in ('level', 'pair') for c in names])}
out = Path(__file__).parent / 'boosted_trees.json'
out.write_text(json.dumps({'columns': table, 'expected': expected}, separators=(',', ':')) + '\n')
print(expected)
