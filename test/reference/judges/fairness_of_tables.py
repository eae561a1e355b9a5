"""expected/fairness.json: what fairlearn 0.15.0 says of decisions on the held-out rows of every stored table.

The decisions are those of scikit-learn's logistic regression fitted to the synthetic rows. `representation`: how far the
shares of groups of the synthetic rows are from those of the training rows, by pandas.
"""
import warnings

import pandas as pd
from fairlearn import metrics as fair
from sklearn.linear_model import LogisticRegression

from judged import TABLES, cases, numbers_of, write
from utility_reference import encode


def grouped(holdout, column, positive):
    """The column's levels; those of which fewer than three held-out rows are positive, or negative, join the commonest."""
    group = holdout[column].fillna('(missing)')
    counts = pd.crosstab(group, positive).reindex(columns=[0, 1], fill_value=0).min(axis=1)
    return group.where(group.map(counts) >= 3, group.mode()[0])


def fairness(synthetic, holdout, table):
    numeric, target = numbers_of(table), TABLES[table]['target']
    A, B = encode(synthetic, holdout, target, numeric)
    label = lambda rows: (rows[target] == TABLES[table]['positive']).astype(int)
    decided = LogisticRegression(max_iter=2000).fit(A, label(synthetic)).predict(B)
    truth = label(holdout)
    out = {'decided': ''.join(map(str, decided)), 'truth': ''.join(map(str, truth)), 'groups': {}}
    for column in TABLES[table]['protected']:
        group = grouped(holdout, column, truth)
        rates = {'rate': fair.selection_rate, 'tpr': fair.true_positive_rate, 'fpr': fair.false_positive_rate}
        frame = fair.MetricFrame(metrics=rates, y_true=truth, y_pred=decided, sensitive_features=group).by_group
        labels = fair.demographic_parity_difference(truth, truth, sensitive_features=group)
        out['groups'][column] = {
            'names': sorted(group.unique()), 'of': [sorted(group.unique()).index(g) for g in group],
            'by_group': {g: r.to_dict() for g, r in frame.iterrows()},
            'label_parity_difference': labels,
            'statistical_parity_difference': fair.demographic_parity_difference(truth, decided, sensitive_features=group),
            'equal_opportunity_difference': fair.equal_opportunity_difference(truth, decided, sensitive_features=group),
            'equalised_odds_difference': fair.equalized_odds_difference(truth, decided, sensitive_features=group)}
    return out


def representation(train, synthetic, column):
    """Total variation distance of the groups' shares; groups of fewer than 30 training rows are one."""
    real, made = train[column].fillna('(missing)'), synthetic[column].fillna('(missing)')
    counts = real.value_counts()
    p, q = [rows.where(rows.map(counts) >= 30, '(others)').value_counts(normalize=True) for rows in (real, made)]
    return p.subtract(q, fill_value=0).abs().sum() / 2


def main():
    warnings.simplefilter('ignore')
    found = {}
    for table, version, train, holdout, synthetic in cases():
        found[table, version] = {
            'decisions': fairness(synthetic, holdout, table),
            'representation': {c: representation(train, synthetic, c) for c in TABLES[table]['protected']},
        }
        print(table, version, found[table, version]['representation'])
    write('fairness', found)


main()
