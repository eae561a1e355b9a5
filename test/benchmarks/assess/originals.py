"""What `headwater assess` measures, by the programs it stands in for: SDMetrics, mostlyai-qa, Anonymeter, one after the
other in one process. Writes seconds of each, the peak of memory, and the scores that compare."""

import os
import sys
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "peers"))
from measured import peak_mb, read_job, read_table, timing, write_result  # noqa: E402

warnings.filterwarnings("ignore")

# Rows attacked, as `headwater assess` attacks.
ATTACKS = 1000


def sdmetrics_scores(real, synthetic, numeric):
    from sdmetrics.reports.single_table import DiagnosticReport, QualityReport

    kind = lambda name: "numerical" if name in numeric else "categorical"
    metadata = {"columns": {name: {"sdtype": kind(name)} for name in real.columns}}
    quality, diagnostic = QualityReport(), DiagnosticReport()
    quality.generate(real, synthetic, metadata, verbose=False)
    diagnostic.generate(real, synthetic, metadata, verbose=False)
    shapes, trends = quality.get_properties()["Score"]
    return {"column_shapes": shapes, "column_pair_trends": trends, "diagnostic_score": diagnostic.get_score()}


def mostlyai_scores(real, holdout, synthetic, folder):
    from mostlyai import qa

    _, metrics = qa.report(
        syn_tgt_data=synthetic,
        trn_tgt_data=real,
        hol_tgt_data=holdout,
        report_path=os.path.join(folder, "report.html"),
    )
    return {"accuracy": metrics.accuracy.overall, "dcr_share": metrics.distances.dcr_share}


def anonymeter_scores(real, holdout, synthetic):
    from anonymeter.evaluators import InferenceEvaluator, LinkabilityEvaluator, SinglingOutEvaluator

    columns = list(real.columns)
    tables = {"ori": real, "syn": synthetic, "control": holdout}
    scores = {}
    for mode in ("univariate", "multivariate"):
        evaluator = SinglingOutEvaluator(**tables, n_attacks=ATTACKS)
        evaluator.evaluate(mode=mode)
        scores[f"singling_out_{mode}"] = evaluator.risk().value
    halves = (columns[::2], columns[1::2])
    evaluator = LinkabilityEvaluator(**tables, n_attacks=ATTACKS, aux_cols=halves, n_neighbors=1)
    evaluator.evaluate(n_jobs=1)
    scores["linkability"] = evaluator.risk().value
    risks = []
    for secret in columns:
        known = [name for name in columns if name != secret]
        evaluator = InferenceEvaluator(**tables, n_attacks=ATTACKS, aux_cols=known, secret=secret)
        evaluator.evaluate(n_jobs=1)
        risks.append(evaluator.risk().value)
    scores["inference_worst_column"] = max(risks)
    return scores


def main():
    job = read_job()
    real, holdout, synthetic = (read_table(job[name], job["numeric"]) for name in ("real", "holdout", "synthetic"))
    programs = {
        "sdmetrics": lambda: sdmetrics_scores(real, synthetic, job["numeric"]),
        "mostlyai-qa": lambda: mostlyai_scores(real, holdout, synthetic, job["folder"]),
        "anonymeter": lambda: anonymeter_scores(real, holdout, synthetic),
    }
    result = {"programs": {}, "seconds": 0.0, "cpuSeconds": 0.0}
    for name, program in programs.items():
        with timing() as clock:
            scores = program()
        result["programs"][name] = {"seconds": clock.seconds, "cpuSeconds": clock.cpu_seconds, "scores": scores}
        result["seconds"] += clock.seconds
        result["cpuSeconds"] += clock.cpu_seconds
        print(name, clock.seconds, scores, flush=True)
    result["peakMB"] = peak_mb()
    write_result(job, result)


if __name__ == "__main__":
    main()
