"""Whole attacks by Anonymeter, as the references of the privacy tests are made from them (anonymeter 1.1.0)."""
import inspect

import numpy as np
from anonymeter.evaluators import inference_evaluator, singling_out_evaluator
from anonymeter.evaluators import InferenceEvaluator, LinkabilityEvaluator, SinglingOutEvaluator
from anonymeter.stats.confidence import residual_success, success_rate

CONDITIONS = 400


def summary(evaluators):
    """The mean over runs, since Anonymeter draws targets and conditions at random."""
    results = [e.results() for e in evaluators]
    return {
        'risk': float(np.mean([r.risk().value for r in results])),
        'attack': float(np.mean([r.attack_rate.value for r in results])),
        'control': float(np.mean([r.control_rate.value for r in results])),
    }


def singling_out(tables, mode, runs=5):
    train, holdout, made = tables
    return summary([
        SinglingOutEvaluator(train, made, n_attacks=CONDITIONS, n_cols=3, control=holdout, seed=s).evaluate(mode)
        for s in range(runs)])


def every_univariate(tables):
    """Rates and risk of all conditions on one column, of those there are: nothing is drawn."""
    train, holdout, made = tables
    rows = SinglingOutEvaluator(train, made, control=holdout)
    module, most = singling_out_evaluator, 10**6
    conditions = module.univariate_singling_out_queries(rows._syn, most, np.random.default_rng(0))
    successes = [len(module._evaluate_queries_and_return_successful(r, conditions)) for r in (rows._ori, rows._control)]
    attack, control = [success_rate(len(conditions), n, 0.95) for n in successes]
    return {'conditions': len(conditions), 'risk': residual_success(attack, control).value, 'attack': attack.value, 'control': control.value}


def drawn(tables, evaluator):
    """Over all rows where both real tables have as many, else over five draws of as many as the smaller one has."""
    train, holdout, _ = tables
    results = []
    for seed in range(1 if len(train) == len(holdout) else 5):
        np.random.seed(seed)
        results.append(evaluator(min(len(train), len(holdout))).evaluate(1))
    return summary(results)


def linkability(tables):
    """The two parties know every second column each."""
    train, holdout, made = tables
    columns = list(train.columns)
    halves = (columns[0::2], columns[1::2])
    return drawn(tables, lambda most: LinkabilityEvaluator(train, made, halves, n_attacks=most, control=holdout))


def inference(tables, secret, regression):
    """Of one column from all others."""
    train, holdout, made = tables
    known = [c for c in train.columns if c != secret]
    return drawn(tables, lambda most: InferenceEvaluator(train, made, known, secret, regression, most, holdout))


def inference_by_size(tables, secret):
    """The same of a number that may be negative, guesses judged by their size: Anonymeter divides by the guess itself."""
    as_it_is = inference_evaluator.evaluate_inference_guesses
    source = inspect.getsource(as_it_is)
    assert source.count('/ (guesses_np + 1e-12)') == 1
    try:
        exec(source.replace('/ (guesses_np + 1e-12)', '/ (np.abs(guesses_np) + 1e-12)'), inference_evaluator.__dict__)
        return inference(tables, secret, True)
    finally:
        inference_evaluator.evaluate_inference_guesses = as_it_is
