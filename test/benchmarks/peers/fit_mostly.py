"""Fits mostlyai-engine's TabularARGN with its defaults. Argument: a job file (see fits.mjs)."""

import glob
import os
import shutil

import torch

torch.set_num_threads(1)

import pandas as pd
from measured import measure_sampling, peak_mb, read_job, read_table, timing, write_result, write_rows
from mostlyai import engine

job = read_job()
workspace = job["workspace"]
shutil.rmtree(workspace, ignore_errors=True)
imports_mb = peak_mb()
table = read_table(job["train"], job["numeric"])
engine.set_random_state(job["seed"])
encodings = {
    name: "TABULAR_NUMERIC_AUTO" if name in job["numeric"] else "TABULAR_CATEGORICAL" for name in table.columns
}
limit = {} if job["minutes"] is None else {"max_training_time": job["minutes"]}

with timing() as fit:
    engine.split(workspace_dir=workspace, tgt_data=table, model_type="TABULAR", tgt_encoding_types=encodings)
    engine.analyze(workspace_dir=workspace)
    engine.encode(workspace_dir=workspace)
    engine.train(workspace_dir=workspace, device="cpu", **limit)
fit_mb = peak_mb()


def sample():
    engine.generate(workspace_dir=workspace, sample_size=len(table), device="cpu")
    return pd.read_parquet(os.path.join(workspace, "SyntheticData"))


rows, sampling = measure_sampling(sample)
write_rows(job, rows, table.columns)
progress = pd.read_csv(os.path.join(workspace, "ModelStore", "model-data", "progress-messages.csv"))
model = [path for path in glob.glob(os.path.join(workspace, "ModelStore", "**"), recursive=True) if os.path.isfile(path)]
write_result(
    job,
    {
        "rows": len(table),
        "fitSeconds": fit.seconds,
        "fitCpuSeconds": fit.cpu_seconds,
        "epochs": float(progress.epoch.max()),
        **sampling,
        "importsMB": imports_mb,
        "fitMB": fit_mb,
        "peakMB": peak_mb(),
        "modelBytes": sum(os.path.getsize(path) for path in model),
        "versions": {"torch": torch.__version__, "pandas": pd.__version__},
    },
)
