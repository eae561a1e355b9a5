"""Writes the tables and scores that utility and fairness are compared with.

    python utility_reference.py [adult folder] [folder of synthetic tables]
                                       (scikit-learn 1.9.1, fairlearn 0.15.0, scipy 1.17.1, pandas, numpy 1.26.4)

With folders, first draws 1,000 rows of each table into utility/: Adult's training and held-out rows, and rows that three
generators made from all training rows (ours, mostlyai-engine 2.7.3, CTGAN of 30 epochs). Then three parts:
`metrics`: made truths and predictions with ties, and what scikit-learn and scipy say of them;
`learners`: scores on the held-out rows of models fitted to the drawn training rows (and, for trees, to CTGAN's);
`fairness`: decisions of a model on the held-out rows, and fairlearn's differences between groups.
"""
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from fairlearn import metrics as fair
from scipy.stats import spearmanr
from sklearn import metrics as m
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier, MLPRegressor

here = Path(__file__).parent
tables = here / 'utility'
if __name__ == '__main__' and len(sys.argv) > 2:
    tables.mkdir(exist_ok=True)
    adult, made = Path(sys.argv[1]), Path(sys.argv[2])
    sources = {'train': adult / 'adult_train.csv.gz', 'holdout': adult / 'adult_holdout.csv.gz',
               'headwater': made / 'headwater-adult.csv', 'mostly': made / 'mostly-adult.csv', 'ctgan': made / 'ctgan-30-adult.csv'}
    for name, source in sources.items():
        frame = pd.read_csv(source, dtype=str, keep_default_na=False).sample(1000, random_state=7)
        frame.to_csv(tables / f'{name}.csv.gz', index=False, compression={'method': 'gzip', 'mtime': 0})

NUMBERS = ['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week']
read = {n: pd.read_csv(tables / f'{n}.csv.gz', keep_default_na=False, na_values=['']) for n in ('train', 'holdout', 'ctgan')}
random = np.random.RandomState(5)


def metrics():
    n = 300
    out = {}
    for classes in (2, 4):
        truth = random.choice(classes, n, p=[0.75, 0.25] if classes == 2 else [0.5, 0.25, 0.15, 0.1])
        raw = np.round(random.rand(n, classes) + 0.8 * np.eye(classes)[truth] * random.rand(n, 1), 1) + 0.05
        p = raw / raw.sum(1, keepdims=True)
        predicted = p.argmax(1)
        each = [{'auc': m.roc_auc_score(truth == k, p[:, k]), 'averagePrecision': m.average_precision_score(truth == k, p[:, k]),
                 'precision': m.precision_score(truth == k, predicted == k), 'recall': m.recall_score(truth == k, predicted == k),
                 'f1': m.f1_score(truth == k, predicted == k)} for k in range(classes)]
        last = each[-1]
        out['binary' if classes == 2 else 'multiclass'] = {
            'truth': truth.tolist(), 'probabilities': p.ravel().tolist(), 'classes': each,
            'auc': last['auc'] if classes == 2 else m.roc_auc_score(truth, p, multi_class='ovr', average='macro'),
            'averagePrecision': last['averagePrecision'] if classes == 2 else m.average_precision_score(truth, p, average='macro'),
            'minorityF1': last['f1'], 'accuracy': m.accuracy_score(truth, predicted), 'logLoss': m.log_loss(truth, p)}
    y = random.normal(size=n)
    f = y + random.normal(size=n) * 0.7
    out['numbers'] = {'truth': y.tolist(), 'predicted': f.tolist(), 'r2': m.r2_score(y, f),
                      'rmse': m.root_mean_squared_error(y, f), 'mae': m.mean_absolute_error(y, f)}
    a, b = np.round(random.rand(20), 1), np.round(random.rand(20), 1)
    out['ranks'] = {'a': a.tolist(), 'b': b.tolist(), 'spearman': spearmanr(a, b).statistic}
    return out


def encode(train, test, target, numeric=NUMBERS):
    """Standardised numbers and one-hot levels; a missing level is a level."""
    parts = []
    for name in train.columns.drop(target):
        a, b = train[name], test[name]
        if name in numeric:
            mean, sd = a.mean(), a.std(ddof=0)
            parts.append((((a - mean) / sd).to_numpy()[:, None], ((b - mean) / sd).to_numpy()[:, None]))
        else:
            for level in a.fillna('').unique():
                parts.append(((a.fillna('') == level).to_numpy(float)[:, None], (b.fillna('') == level).to_numpy(float)[:, None]))
    return np.hstack([p[0] for p in parts]), np.hstack([p[1] for p in parts])


def classes(model, test, truth):
    p = model.predict_proba(test)
    auc = m.roc_auc_score(truth, p[:, 1]) if p.shape[1] == 2 else m.roc_auc_score(truth, p, multi_class='ovr', average='macro')
    return {'auc': auc, 'logLoss': m.log_loss(truth, p, labels=model.classes_)}


def numbers(model, test, truth):
    return {'r2': m.r2_score(truth, model.predict(test)), 'mae': m.mean_absolute_error(truth, model.predict(test))}


def learners():
    train, test, ctgan = read['train'], read['holdout'], read['ctgan']
    out = {}
    # Without ties between splits and without levels, the trees themselves must be scikit-learn's.
    few = ['age', 'fnlwgt', 'education-num', 'hours-per-week']
    plain = {'early_stopping': False, 'random_state': 0}
    relation = 'relationship'
    out['numbersOnly'] = {
        'features': few,
        'income': classes(HistGradientBoostingClassifier(**plain).fit(train[few], train['income']), test[few], test['income']),
        relation: classes(HistGradientBoostingClassifier(**plain).fit(train[few], train[relation]), test[few], test[relation]),
        'capital-gain': numbers(HistGradientBoostingRegressor(**plain).fit(train[few], train['capital-gain']), test[few], test['capital-gain'])}
    for source, rows in (('train', train), ('ctgan', ctgan)):
        def levels(frame, target):
            return frame.drop(columns=target).apply(lambda c: c if c.name in NUMBERS else c.astype('category'))
        def both(target):
            X, T = levels(rows, target), levels(test, target)
            for c in X.columns.difference(NUMBERS):
                T[c] = pd.Categorical(test[c], categories=X[c].cat.categories)
            return X, T
        X, T = both('income')
        found = {'income': classes(HistGradientBoostingClassifier(categorical_features='from_dtype', **plain).fit(X, rows['income']), T, test['income'])}
        X, T = both('age')
        found['age'] = numbers(HistGradientBoostingRegressor(categorical_features='from_dtype', **plain).fit(X, rows['age']), T, test['age'])
        out['trees/' + source] = found
    exact = {'tol': 1e-10, 'max_iter': 5000}
    A, B = encode(train, test, 'income')
    out['linear'] = {'income': classes(LogisticRegression(**exact).fit(A, train['income']), B, test['income'])}
    nets = [MLPClassifier(hidden_layer_sizes=(64, 32), learning_rate_init=2e-3, batch_size=64, max_iter=15, random_state=s).fit(A, train['income']) for s in range(5)]
    aucs = [classes(net, B, test['income'])['auc'] for net in nets]
    A, B = encode(train, test, relation)
    out['linear'][relation] = classes(LogisticRegression(**exact).fit(A, train[relation]), B, test[relation])
    A, B = encode(train, test, 'age')
    out['linear']['age'] = numbers(Ridge(alpha=1).fit(A, train['age']), B, test['age'])
    y = train['age']
    nets = [MLPRegressor(hidden_layer_sizes=(64, 32), learning_rate_init=2e-3, batch_size=64, max_iter=15, random_state=s).fit(A, (y - y.mean()) / y.std(ddof=0)) for s in range(5)]
    r2 = [m.r2_score(test['age'], net.predict(B) * y.std(ddof=0) + y.mean()) for net in nets]
    out['network'] = {'income': {'mean': np.mean(aucs), 'sd': np.std(aucs)}, 'age': {'mean': np.mean(r2), 'sd': np.std(r2)}}
    return out


def fairness():
    train, test = read['train'], read['holdout']
    A, B = encode(train, test, 'income')
    p = LogisticRegression(max_iter=2000).fit(A, train['income']).predict_proba(B)[:, 1]
    truth, decided = (test['income'] == '>50K').astype(int), (p > 0.5).astype(int)
    out = {'truth': truth.tolist(), 'probability': p.tolist(), 'groups': {}}
    race = test['race'].where(test['race'] == 'White', 'other')
    for name, group in {'sex': test['sex'], 'race': race, 'both': test['sex'] + race}.items():
        frame = fair.MetricFrame(metrics={'rate': fair.selection_rate, 'tpr': fair.true_positive_rate, 'fpr': fair.false_positive_rate},
                                 y_true=truth, y_pred=decided, sensitive_features=group).by_group
        out['groups'][name] = {
            'group': group.tolist(), 'byGroup': json.loads(frame.to_json(orient='index')),
            'statisticalParity': fair.demographic_parity_difference(truth, decided, sensitive_features=group),
            'equalOpportunity': fair.equal_opportunity_difference(truth, decided, sensitive_features=group),
            'equalisedOdds': fair.equalized_odds_difference(truth, decided, sensitive_features=group)}
    return out


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.item() if isinstance(value, np.generic) else value


if __name__ == '__main__':
    result = {'metrics': metrics(), 'learners': learners(), 'fairness': fairness()}
    (here / 'utility.json').write_text(json.dumps(plain(result), separators=(',', ':')) + '\n')
    print(json.dumps(plain(result['learners']), indent=1))
