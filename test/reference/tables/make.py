"""Makes the reference files of packages/tables: Parquet and Arrow files as pyarrow writes them, what pyarrow, pandas and
DuckDB read out of our table.parquet, and numpy's summary of made numbers.

    node test/reference/tables/write-table.cjs && python test/reference/tables/make.py

Needs pyarrow, pandas, duckdb and numpy (made with pyarrow 26.0.1, pandas 3.1.1, duckdb 2.0.0).
"""

import datetime as dt
import decimal
import json
import math
import pathlib

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
N = 200


def plain(value):
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, (dt.datetime, pd.Timestamp)):
        return value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    return value


def columns(table):
    return {name: [plain(v) for v in table.column(name).to_pylist()] for name in table.column_names}


def missing(i, every):
    return i % every == every - 1


def some(make, every=7):
    return [None if missing(i, every) else make(i) for i in range(N)]


def scalars():
    return pa.table({
        'i8': pa.array(some(lambda i: i - 100), pa.int8()),
        'i16': pa.array(some(lambda i: i * 100), pa.int16()),
        'i32': pa.array(some(lambda i: i * -1000003), pa.int32()),
        'i64': pa.array(some(lambda i: i * 10**12), pa.int64()),
        'u8': pa.array(some(lambda i: i), pa.uint8()),
        'u16': pa.array(some(lambda i: i * 300), pa.uint16()),
        'u32': pa.array(some(lambda i: i * 20_000_000), pa.uint32()),
        'u64': pa.array(some(lambda i: i * 10**12), pa.uint64()),
        'f32': pa.array(some(lambda i: i / 8), pa.float32()),
        'f64': pa.array(some(lambda i: [i / 3, float('nan'), float('inf'), -float('inf')][i % 4]), pa.float64()),
        'bool': pa.array(some(lambda i: i % 3 == 0)),
        'text': pa.array(some(lambda i: ['Zürich', 'a "b"', 'two\nlines', '', '😀'][i % 5])),
        'large': pa.array(some(lambda i: f'l{i % 4}'), pa.large_string()),
        'price': pa.array(some(lambda i: decimal.Decimal(i * 7 - 300) / 100), pa.decimal128(12, 2)),
        'coded': pa.array(some(lambda i: ['red', 'green', 'blue'][i % 3])).dictionary_encode(),
        'nothing': pa.nulls(N),
    })


def times():
    start = dt.datetime(1969, 12, 30, 22, 0, 0)
    seconds = some(lambda i: start + dt.timedelta(hours=i * 31))
    return pa.table({
        'day': pa.array(some(lambda i: dt.date(1959, 1, 31) + dt.timedelta(days=i * 211)), pa.date32()),
        's': pa.array(seconds, pa.timestamp('s')),
        'ms': pa.array([v and v + dt.timedelta(milliseconds=123) for v in seconds], pa.timestamp('ms')),
        'us': pa.array([v and v + dt.timedelta(microseconds=123456) for v in seconds], pa.timestamp('us')),
        'ns': pa.array([v and v + dt.timedelta(microseconds=123456) for v in seconds], pa.timestamp('ns')),
        'zoned': pa.array(seconds, pa.timestamp('us', 'Europe/Berlin')),
    })


def write_foreign():
    scalar, time = scalars(), times()
    pq.write_table(scalar, HERE / 'pyarrow-v1-snappy.parquet', version='1.0', compression='snappy')
    pq.write_table(scalar, HERE / 'pyarrow-v2-zstd.parquet', version='2.6', data_page_version='2.0', compression='zstd', row_group_size=64)
    pq.write_table(scalar, HERE / 'pyarrow-plain.parquet', use_dictionary=False, compression='none', store_schema=False)
    pq.write_table(time, HERE / 'pyarrow-times.parquet', compression='gzip')
    pq.write_table(time, HERE / 'pyarrow-int96.parquet', use_deprecated_int96_timestamps=True)
    with pa.OSFile(str(HERE / 'pyarrow-file.arrow'), 'wb') as sink, pa.ipc.new_file(sink, scalar.schema) as writer:
        writer.write_table(scalar, max_chunksize=64)
    with pa.OSFile(str(HERE / 'pyarrow-stream.arrows'), 'wb') as sink, pa.ipc.new_stream(sink, time.schema) as writer:
        writer.write_table(time)
    views = pa.table({'view': pa.array(some(lambda i: f'some longer text {i % 3}'), pa.string_view())})
    with pa.OSFile(str(HERE / 'pyarrow-view.arrow'), 'wb') as sink, pa.ipc.new_file(sink, views.schema) as writer:
        writer.write_table(views)
    feather.write_feather(scalar.select(['i32']), HERE / 'pyarrow-lz4.feather', compression='lz4')
    nested = {'list': pa.array([[1], [2, 3]]), 'struct': pa.array([{'a': 1}, {'a': 2}]), 'binary': pa.array([b'a', b'b']),
              'time': pa.array([1, 2], pa.time32('s'))}
    for name, column in nested.items():
        pq.write_table(pa.table({'ok': [1, 2], name: column}), HERE / f'pyarrow-{name}.parquet')
    pq.write_table(pa.table({'a': pa.array([], pa.int64())}), HERE / 'pyarrow-no-rows.parquet')
    return {'scalars': columns(scalar), 'times': columns(time), 'views': columns(views)}


def read_ours():
    path = str(HERE / 'table.parquet')
    table = pq.read_table(path)
    frame = pd.read_parquet(path)
    rows = duckdb.sql(f"SELECT * FROM '{path}'").fetch_arrow_table()
    return {
        'arrow': columns(table),
        'arrowTypes': {f.name: str(f.type) for f in table.schema},
        'pandasTypes': {name: str(t) for name, t in frame.dtypes.items()},
        'duckdbAgrees': all(
            [plain(v) for v in rows.column(n).to_pylist()] == [plain(v) for v in table.column(n).to_pylist()] for n in table.column_names if n != 'seen'
        ),
        'duckdbTypes': {n: str(t) for n, t in zip(*[duckdb.sql(f"SELECT * FROM '{path}'").columns, duckdb.sql(f"SELECT * FROM '{path}'").types])},
    }


def summary():
    values = np.random.default_rng(11).normal(50, 20, 1000).round(2)
    counts, edges = np.histogram(values, 30)
    percents = [0, 1, 5, 25, 50, 75, 95, 99, 100]
    return {
        'values': values.tolist(),
        'mean': values.mean(),
        'std': values.std(ddof=1),
        'distinct': len(set(values.tolist())),
        'quantiles': [{'percent': p, 'value': v} for p, v in zip(percents, np.percentile(values, percents))],
        'histogram': {'edges': edges.tolist(), 'counts': counts.tolist()},
    }


if __name__ == '__main__':
    expectations = {'foreign': write_foreign(), 'ours': read_ours(), 'summary': summary()}
    (HERE / 'expectations.json').write_text(json.dumps(expectations, ensure_ascii=False) + '\n')
