"""What the programs that fit a peer share: reading the job and its table, measuring, writing the result."""

import json
import os
import resource
import sys
import time
from contextlib import contextmanager

import pandas as pd


def read_job():
    with open(sys.argv[1], encoding="utf8") as file:
        return json.load(file)


def write_result(job, result):
    with open(job["result"], "w", encoding="utf8") as file:
        json.dump(result, file, indent=2)


def read_table(path, numeric):
    """Numbers as floats, everything else as texts; empty cells are missing."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    for name in table.columns:
        if name in numeric:
            table[name] = pd.to_numeric(table[name])
        else:
            table[name] = table[name].astype(object).where(table[name].notna(), None)
    return table


def write_rows(job, rows, columns):
    os.makedirs(os.path.dirname(job["synthetic"]), exist_ok=True)
    rows[list(columns)].to_csv(job["synthetic"], index=False)


def peak_mb():
    """Most memory resident so far: of this process, and of the largest it waited for, in MB of 2^20 bytes."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return max(own, child)


class Clock:
    """Seconds of wall and of processor time, once the `timing` block is over."""

    seconds = 0.0
    cpu_seconds = 0.0


@contextmanager
def timing():
    clock = Clock()
    cpu, wall = time.process_time(), time.perf_counter()
    yield clock
    clock.seconds = time.perf_counter() - wall
    clock.cpu_seconds = time.process_time() - cpu


def measure_sampling(sample):
    """Draws once for the rows that are kept and three times more: (rows, fields of the result)."""
    with timing() as first:
        rows = sample()
    again = []
    for _ in range(3):
        with timing() as clock:
            sample()
        again.append(clock.seconds)
    return rows, {
        "sampleSeconds": first.seconds,
        "sampleCpuSeconds": first.cpu_seconds,
        "sampleAgainSeconds": again,
    }
