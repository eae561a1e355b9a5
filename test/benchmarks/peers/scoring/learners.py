"""What a learner makes of the rows: whether they teach what real ones do, and whether they can be told apart."""

import numpy as np
import pandas as pd
from scoring.tables import MISSING, SAMPLING_SEED, at_most
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold

FOLDS = 5
# HistGradientBoosting takes at most 255 levels as categories; longer columns are left out.
MOST_LEVELS = 250
ROWS_PER_CLASS = 10_000


def _boosted_trees(features, categories):
    return HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.1,
        early_stopping=False,
        random_state=SAMPLING_SEED,
        categorical_features=[name in categories for name in features],
    )


def utility(train, holdout, synthetic, target, encoder):
    """
    Train on synthetic, test on real (TSTR) beside train on real, test on real (TRTR): boosted trees that predict `target`,
    judged on the held-out rows. AUC for two classes (the rarer one is positive), F1 averaged over more.
    """
    inputs = [name for name in train.columns if name != target]
    categories = [name for name in inputs if name in encoder.levels and train[name].nunique() < MOST_LEVELS]
    features = [name for name in inputs if name in encoder.numeric or name in categories]
    classes = train[target].fillna(MISSING).astype(str).value_counts()
    truth = holdout[target].fillna(MISSING).astype(str)
    held = encoder.codes(holdout)[features]
    scores = {}
    for prefix, rows in (("tstr", synthetic), ("trtr", train)):
        labels = rows[target].fillna(MISSING).astype(str)
        if labels.nunique() < 2:
            scores[f"{prefix}_auc"] = None
            continue
        model = _boosted_trees(features, categories).fit(encoder.codes(rows)[features], labels)
        if len(classes) > 2:
            scores[f"{prefix}_f1_macro"] = f1_score(truth, model.predict(held), average="macro")
            continue
        rarer = classes.index[-1]
        chances = model.predict_proba(held)[:, list(model.classes_).index(rarer)] if rarer in model.classes_ else truth == 0
        scores[f"{prefix}_auc"] = roc_auc_score(truth == rarer, chances)
    return scores


def two_sample(holdout, synthetic, encoder):
    """AUC of boosted trees that tell held-out from synthetic rows, as many of each: the mean of five folds. 0.5: cannot."""
    rows = min(len(holdout), len(synthetic), ROWS_PER_CLASS)
    codes = encoder.codes(pd.concat([at_most(holdout, rows), at_most(synthetic, rows)], ignore_index=True))
    labels = np.repeat([0, 1], rows)
    categories = [name for name in encoder.levels if codes[name].nunique() < MOST_LEVELS]
    features = [name for name in encoder.columns if name in encoder.numeric or name in categories]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SAMPLING_SEED)
    found = []
    for fit, test in folds.split(labels, labels):
        model = _boosted_trees(features, categories).fit(codes[features].iloc[fit], labels[fit])
        found.append(roc_auc_score(labels[test], model.predict_proba(codes[features].iloc[test])[:, 1]))
    return {"c2st_gbm_auc": np.mean(found), "c2st_gbm_sd": np.std(found), "c2st_n_per_class": rows}
