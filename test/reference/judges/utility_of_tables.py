"""expected/utility.json: what scikit-learn's learners say of every stored table (scikit-learn 1.9.1).

`two_sample_auc`: AUC of HistGradientBoosting with the settings of our own trees between synthetic and held-out rows, mean
and spread over three draws of five stratified folds. `tstr`: scores on the held-out rows of models fitted to synthetic and
to training rows; the target's classes, and one number by regression. `network`: three seeds.
"""
import warnings

import numpy as np
import pandas as pd
from sklearn import metrics as m
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier

from judged import TABLES, cases, numbers_of, write
from utility_reference import classes, encode, numbers

REGRESSED = {'adult': 'age', 'credit_default': 'LIMIT_BAL', 'online_shoppers': 'ExitRates', 'heart': 'thalach'}
TREES = {'early_stopping': False, 'random_state': 0}
SEEDS = range(3)


def two_sample(holdout, synthetic, numeric):
    size = min(len(holdout), len(synthetic))
    both = pd.concat([holdout.head(size), synthetic.head(size)], ignore_index=True)
    label = np.repeat([0, 1], size)
    X = both.apply(lambda c: c if c.name in numeric else c.astype('category'))
    scores = []
    for seed in SEEDS:
        folds = StratifiedKFold(5, shuffle=True, random_state=seed).split(X, label)
        model = HistGradientBoostingClassifier(max_iter=150, early_stopping=False, categorical_features='from_dtype')
        scores.append(np.mean([m.roc_auc_score(label[j], model.fit(X.iloc[i], label[i]).predict_proba(X.iloc[j])[:, 1])
                               for i, j in folds]))
    return {'mean': np.mean(scores), 'sd': np.std(scores)}


def levels(rows, test, target, numeric):
    X, T = rows.drop(columns=target), test.drop(columns=target)
    for c in X.columns.difference(numeric):
        X[c] = X[c].astype('category')
        T[c] = pd.Categorical(T[c], categories=X[c].cat.categories)
    return X, T


def learners(rows, holdout, table):
    numeric, target, number = numbers_of(table), TABLES[table]['target'], REGRESSED[table]
    y, truth = rows[target], holdout[target]
    X, T = levels(rows, holdout, target, numeric)
    out = {'boosted_trees': classes(HistGradientBoostingClassifier(categorical_features='from_dtype', **TREES).fit(X, y), T, truth)}
    A, B = encode(rows, holdout, target, numeric)
    out['linear'] = classes(LogisticRegression(tol=1e-10, max_iter=20_000).fit(A, y), B, truth)
    nets = [MLPClassifier((64, 32), learning_rate_init=2e-3, batch_size=64, max_iter=15, random_state=s).fit(A, y) for s in SEEDS]
    aucs = [classes(net, B, truth)['auc'] for net in nets]
    out['network'] = {'mean': np.mean(aucs), 'sd': np.std(aucs)}
    y, truth = rows[number], holdout[number]
    X, T = levels(rows, holdout, number, numeric)
    trees = HistGradientBoostingRegressor(categorical_features='from_dtype', **TREES).fit(X, y)
    out['boosted_trees_number'] = numbers(trees, T, truth)
    A, B = encode(rows, holdout, number, numeric)
    out['linear_number'] = numbers(Ridge(alpha=1).fit(A, y), B, truth)
    return out


def main():
    warnings.simplefilter('ignore')
    found, of_train = {}, {}
    for table, version, train, holdout, synthetic in cases():
        if table not in of_train:
            of_train[table] = learners(train, holdout, table)
        found[table, version] = {
            'two_sample_auc': two_sample(holdout, synthetic, numbers_of(table)),
            'tstr': {'number': REGRESSED[table], 'real': of_train[table], 'synthetic': learners(synthetic, holdout, table)},
        }
        write('utility', found)
        print(table, version, found[table, version]['two_sample_auc'], found[table, version]['tstr'], flush=True)


if __name__ == '__main__':
    main()
