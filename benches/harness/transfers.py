"""Bulk transfers: the export of a whole table and the import of a large government.

Wall-clock times of sequential runs, alternating between Tassei and its peer; results are medians.
"""

import resource
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from . import postgres, servers
from .context import Context
from .databases import import_folder, remove
from .load import Stream, download, read_to_end
from .report import Findings, Goal, Row
from .servers import LOAD_CORE, SERVER_CORE, clean_environment, on_core
from .synthetic import MODEL, Size, write_all

# Tables that the peers do not load: state of the program, and rows that the import renders.
NOT_COMPARED = postgres.NOT_COMPARED

EXPORT = "/v1/observations.csv"
# A download with fewer bytes a row was cut.
MIN_ROW_BYTES = 200

# The query behind Tassei's export, for sqlite3: the same rows, columns and order.
SAME_QUERY = """SELECT observations.id, observations.localgov_code, observations.localgov_name, observations.plan_id,
observations.measure_id, indicator_id, indicators.name, breakdown_code, breakdown_name, fiscal_year,
'令和' || (fiscal_year - 2018) || '年度', fiscal_year_basis, period_start, period_end, reported_fiscal_year, kind,
revision, set_in, superseded_in, revision_reason, revision_note, value, denominator, value_date, value_text,
value_status, value_basis, base_fiscal_year, comparator, unit, unit_code, unit_multiplier, unit_per, name_text,
break_reason, break_note, observations.doubt, observations.source_id, observations.source_place, observations.note
FROM observations CROSS JOIN indicators ON indicators.id = observations.indicator_id ORDER BY observations.id"""
SAME_TABLE = "SELECT * FROM observations"


def sqlite_output(context: Context, query: str) -> Stream:
    """Reads the output of `sqlite3 -csv` from a pipe on the other core, as a client would."""
    command = [context.tools["sqlite3"], "-readonly", "-csv", "-header", str(context.databases.large), query]
    before, began = children_seconds(), time.perf_counter()
    with subprocess.Popen(on_core(SERVER_CORE, command, context.tools["taskset"]), stdout=subprocess.PIPE,
                          bufsize=0) as process:
        output = read_to_end(process.stdout.readinto, began)
    return replace(output, cpu_seconds=children_seconds() - before)


def children_seconds() -> float:
    """Returns user and system time of all finished children so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def first_download(context: Context) -> tuple[Stream, float]:
    """Downloads the CSV from a server that has not written it yet; also returns the growth of its memory, in MB."""
    with servers.tassei("tassei, export", context.program, context.tools, context.databases.large,
                        context.work) as server:
        server.get("/v1/observations?limit=1")
        server.forget_peak()
        memory, before = server.memory("VmRSS"), server.cpu_seconds()
        answer = download(server, EXPORT)
        answer = replace(answer, cpu_seconds=server.cpu_seconds() - before)
        if answer.size < rows_of(context) * MIN_ROW_BYTES:
            raise RuntimeError("the export was interrupted")
        return answer, server.memory("VmHWM") - memory


def rows_of(context: Context) -> int:
    """Returns the number of observations of the large database."""
    with closing(sqlite3.connect(f"file:{context.databases.large}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT sum(observation_count) FROM local_governments").fetchone()[0]


def export(context: Context) -> Findings:
    """The CSV of all observations, written and sent for the first time, against `sqlite3 -csv`."""
    whole, table, question, growth = [], [], [], []
    for _ in range(context.rounds):
        answer, grown = first_download(context)
        whole.append(answer)
        growth.append(grown)
        table.append(sqlite_output(context, SAME_TABLE))
        question.append(sqlite_output(context, SAME_QUERY))

    def middle(streams: list[Stream], of: Callable[[Stream], float]) -> float:
        return median(of(stream) for stream in streams)

    def shown(name: str, streams: list[Stream]) -> str:
        return (f"{name} {middle(streams, lambda stream: stream.cpu_seconds):.2f} s CPU, "
                f"{middle(streams, lambda stream: stream.seconds):.2f} s, {streams[0].size / 1e6:,.0f} MB")

    def against(what: str, other: list[Stream]) -> Row:
        own, peer = (middle(streams, lambda stream: stream.cpu_seconds) for streams in (whole, other))
        return Row("export", f"CSV of all observations against `sqlite3 -csv` of {what}, CPU", Goal(2), peer / own,
                   f"{shown('Tassei', whole)}; {shown('sqlite3', other)}")

    return [
        against("the table", table),
        against("the same columns in the same order", question),
        Row("export", "first byte of the CSV", Goal(1100, " ms", at_most=True),
            middle(whole, lambda stream: stream.first_byte_milliseconds),
            "from sending the request; the response waits up to a second for its length"),
        Row("export", "growth of memory during the CSV", Goal(16, " MB", at_most=True), median(growth),
            "VmHWM during the download minus VmRSS before"),
    ], []


@dataclass
class Times:
    """Durations of imports, in seconds."""

    tassei: list[float]
    checking: list[float]
    peer: list[float]

    def row(self, what: str, goal: Goal, rows: int) -> Row:
        """Returns the line of the report."""
        whole, checking, peer = median(self.tassei), median(self.checking), median(self.peer)
        note = (f"{rows:,} rows: import {whole:.2f} s, of which reading and checking {checking:.2f} s; peer "
                f"{peer:.2f} s; without checking {peer / max(whole - checking, 1e-3):.2f}×")
        return Row("import", what, goal, peer / whole, note)


def imports(context: Context) -> Findings:
    """The import of one large government, into both engines, against their own tools with the same rows."""
    size = Size(governments=1, measures=500 if context.quick else 5000)
    model = Path(__file__).resolve().parents[2] / "data" / MODEL
    folder = write_all(context.work / "import", size, 1, model, 1)[0]
    rows = sum(len(file.read_bytes().splitlines()) - 1 for file in folder.glob("*.csv"))
    found = [into_sqlite(context, folder, rows)]
    what, goal = "import into PostgreSQL with checks against `psql \\copy`, wall", Goal(0.4)
    if context.tools.postgres is None:
        return [*found, Row("import", what, goal, None, "PostgreSQL 15 is not installed")], []
    return [*found, into_postgres(context, folder, rows, what, goal)], []


def checking_seconds(context: Context, folder: Path, core: int) -> float:
    """Returns how long `tassei check` takes."""
    began = time.perf_counter()
    subprocess.run(on_core(core, [str(context.program), "check", str(folder)], context.tools["taskset"]), check=True,
                   stdout=subprocess.DEVNULL, env=clean_environment(), timeout=600)
    return time.perf_counter() - began


def into_sqlite(context: Context, folder: Path, rows: int) -> Row:
    """SQLite: the same rows in the same tables with the same indexes, each time into an empty database."""
    empty, database = context.work / "empty.sqlite", context.work / "import.sqlite"
    remove(empty)
    with servers.tassei("tassei, empty", context.program, context.tools, empty, context.work, bundled=False):
        pass
    times = Times([], [], [])
    script = None
    for _ in range(context.rounds):
        times.checking.append(checking_seconds(context, folder, SERVER_CORE))
        copy(empty, database)
        times.tassei.append(import_folder(context.program, context.tools, database, folder))
        script = script or sqlite_script(context, database)
        copy(empty, database)
        began = time.perf_counter()
        subprocess.run(on_core(SERVER_CORE, [context.tools["sqlite3"], "-bail", str(database)],
                               context.tools["taskset"]), input=script.encode(), check=True, timeout=600,
                       stdout=subprocess.DEVNULL)
        times.peer.append(time.perf_counter() - began)
    return times.row("import into SQLite with checks against `sqlite3 .import`, wall", Goal(0.4), rows)


def copy(empty: Path, database: Path) -> None:
    """Replaces a database with an empty one."""
    remove(database)
    shutil.copyfile(empty, database)


def sqlite_script(context: Context, database: Path) -> str:
    """Writes every ordinary table as CSV; returns the commands that read all of them in, in one transaction
    and as durable as Tassei's."""
    folder = context.work / "tables"
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for name, kind in connection.execute(
            "SELECT name, type FROM pragma_table_list WHERE schema = 'main'")
            if kind == "table" and not name.startswith(("sqlite_", "__"))
            and name not in NOT_COMPARED]
    lines = ["PRAGMA journal_mode = WAL;", "PRAGMA synchronous = FULL;", "BEGIN;"]
    for table in tables:
        file = folder / f"{table}.csv"
        with file.open("wb") as out:
            subprocess.run([context.tools["sqlite3"], "-csv", str(database), f"SELECT * FROM {table}"], stdout=out,
                           check=True, timeout=600)
        lines.append(f".import --csv '{file}' {table}")
    return "\n".join([*lines, "COMMIT;"])


def into_postgres(context: Context, folder: Path, rows: int, what: str, goal: Goal) -> Row:
    """PostgreSQL: the same, each time into a new database."""
    times = Times([], [], [])
    with postgres.running(context.tools, context.work / "postgres") as cluster:
        cluster.sql("postgres", "CREATE DATABASE empty")
        with servers.running("tassei, empty on PostgreSQL",
                             servers.tassei_command(context.program, port := servers.free_port(), None, bundled=False),
                             context.tools, port, context.work / "empty-postgres.log",
                             servers.tassei_environment(cluster.url("empty"))):
            pass
        script = None
        for _ in range(context.rounds):
            times.checking.append(checking_seconds(context, folder, LOAD_CORE))
            cluster.anew("imported", "empty")
            times.tassei.append(import_folder(context.program, context.tools, cluster.url("imported"), folder,
                                              LOAD_CORE))
            script = script or cluster.copy_script("imported", context.work / "tables-postgres")
            cluster.anew("imported", "empty")
            began = time.perf_counter()
            cluster.sql("imported", script)
            times.peer.append(time.perf_counter() - began)
    return times.row(what, goal, rows)
