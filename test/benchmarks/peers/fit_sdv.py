"""Fits SDV's CTGAN or TVAE with defaults but for the epochs. Argument: a job file (see fits.mjs)."""

import os
import random

import numpy as np
import torch

torch.set_num_threads(1)
torch.set_num_interop_threads(1)

from measured import measure_sampling, peak_mb, read_job, read_table, timing, write_result, write_rows
from sdv.metadata import Metadata
from sdv.single_table import CTGANSynthesizer, TVAESynthesizer

job = read_job()
for seed in (np.random.seed, random.seed, torch.manual_seed):
    seed(job["seed"])
imports_mb = peak_mb()
table = read_table(job["train"], job["numeric"])
columns = {
    name: {"sdtype": "numerical" if name in job["numeric"] else "categorical"} for name in table.columns
}
metadata = Metadata.load_from_dict({"tables": {"table": {"columns": columns}}, "relationships": []})
model = {"ctgan": CTGANSynthesizer, "tvae": TVAESynthesizer}[job["model"]]
synthesizer = model(metadata, epochs=int(job["epochs"]), enable_gpu=False)

with timing() as fit:
    synthesizer.fit({"table": table})
fit_mb = peak_mb()
rows, sampling = measure_sampling(lambda: synthesizer.sample(num_rows=len(table))["table"])
write_rows(job, rows, table.columns)
os.makedirs(job["workspace"], exist_ok=True)
saved = os.path.join(job["workspace"], "model.pkl")
peak = peak_mb()
synthesizer.save(saved)
write_result(
    job,
    {
        "rows": len(table),
        "fitSeconds": fit.seconds,
        "fitCpuSeconds": fit.cpu_seconds,
        "epochs": int(job["epochs"]),
        **sampling,
        "importsMB": imports_mb,
        "fitMB": fit_mb,
        "peakMB": peak,
        "modelBytes": os.path.getsize(saved),
        "versions": {"torch": torch.__version__, "numpy": np.__version__},
    },
)
