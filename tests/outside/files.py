"""Reads the files of a running server with the libraries and commands that people use.

Usage: files.py URL. Requires polars and pandas, and curl on PATH.
"""

import io
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pandas
import polars

TABLES = ("/v1/observations", "/v1/measures")
TABLE = TABLES[0]


def rows(url):
    with urllib.request.urlopen(url) as response:
        return int(response.headers["Tassei-Row-Count"])


def polars_reads_a_csv(base):
    for path in TABLES:
        table = polars.read_csv(f"{base}{path}.csv", infer_schema_length=None)
        assert table.height == rows(f"{base}{path}.csv"), (path, table.height)
        assert "localgov_code" in table.columns


def polars_scans_a_csv_by_ranges(base):
    query = polars.scan_csv(f"{base}{TABLE}.csv", infer_schema_length=None)
    targets = query.filter(polars.col("kind") == "target").select("id").collect()
    assert targets.height == rows(f"{base}{TABLE}.csv?kind=target"), targets.height


def polars_reads_json_lines(base):
    for path in TABLES:
        with urllib.request.urlopen(f"{base}{path}.jsonl") as response:
            table = polars.read_ndjson(io.BytesIO(response.read()), infer_schema_length=None)
        assert table.height == rows(f"{base}{path}.jsonl"), (path, table.height)
        scanned = polars.scan_ndjson(f"{base}{path}.jsonl", infer_schema_length=None).select("id").collect()
        assert scanned.height == table.height, (path, scanned.height)


def pandas_reads_both(base):
    table = pandas.read_csv(f"{base}{TABLE}.csv", dtype={"localgov_code": str})
    assert len(table) == rows(f"{base}{TABLE}.csv") and set(table["localgov_code"].str.len()) == {6}
    lines = pandas.read_json(f"{base}{TABLE}.jsonl", lines=True, dtype={"localgov_code": str})
    assert len(lines) == len(table)


def curl_resumes_a_download(base):
    url = f"{base}{TABLE}.csv"
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder, "whole.csv"), Path(folder, "part.csv")
        subprocess.run(["curl", "-sf", "-o", whole, url], check=True)
        part.write_bytes(whole.read_bytes()[:1000])
        subprocess.run(["curl", "-sf", "-C", "-", "-o", part, url], check=True)
        assert part.read_bytes() == whole.read_bytes(), "the resumed file differs"
        again = subprocess.run(["curl", "-s", "-C", "-", "-o", part, "-w", "%{http_code}", url], capture_output=True,
                               text=True)
        assert again.stdout == "416" and part.read_bytes() == whole.read_bytes(), again
        named = subprocess.run(["curl", "-sfOJ", f"{url}?kind=target"], cwd=folder, check=True)
        assert named.returncode == 0 and Path(folder, "observations_target.csv").exists(), list(Path(folder).iterdir())


def main():
    base = sys.argv[1]
    for check in (polars_reads_a_csv, polars_scans_a_csv_by_ranges, polars_reads_json_lines, pandas_reads_both,
                  curl_resumes_a_download):
        check(base)
        print(f"{check.__name__.replace('_', ' ')}: ok")


main()
