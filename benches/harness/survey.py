"""A survey: what every filter and order of every list costs at a quarter of the country, on both engines."""

import argparse
import http.client
import json
import os
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from . import postgres
from .databases import SEED, add_bundled, import_folder
from .planner_statistics import write_statistics
from .questions import REPOSITORY, questions
from .report import machine, write_page
from .servers import HOST, SERVER_CORE, Server, tassei
from .synthetic import MODEL, Size, write_all
from .tools import POSTGRES, Tools

QUARTER, FEW = 447, 20
CPU_MILLISECONDS, DEEP_RATIO = 50.0, 1.3
# A question is asked once of each of so many servers: a second time, its number of rows would be known already.
ROUNDS = 3
DEEP_PAGES, DEEP_LIMIT, DEEP_ROUNDS = 100, 1000, 5
WORST = 15
# Processes of PostgreSQL that work for nobody in particular.
BACKGROUND = ("autovacuum", "background writer", "checkpointer", "logger", "walwriter", "logical replication")


@dataclass
class Answer:
    """What a question cost: medians over the rounds."""

    path: str
    status: int
    cpu_milliseconds: float
    wall_milliseconds: float

    @property
    def is_bad(self) -> bool:
        """Whether it failed or cost too much."""
        return self.status != 200 or self.cpu_milliseconds > CPU_MILLISECONDS


@dataclass
class Deep:
    """The page after 100,000 rows against the first."""

    path: str
    first_milliseconds: float
    deep_milliseconds: float

    @property
    def ratio(self) -> float:
        """CPU of the deep page ÷ CPU of the first."""
        return self.deep_milliseconds / self.first_milliseconds


def process_seconds(process: int) -> float:
    """CPU time of a process so far, by its clock in nanoseconds: /proc counts in ticks of 10 ms."""
    cpu_clock_of_process = 2
    return time.clock_gettime((~process << 3) | cpu_clock_of_process)


class Asked:
    """A server that is asked, with the database processes that work for it."""

    def __init__(self, server: Server, database: Server | None) -> None:
        self.server = server
        self.database = database
        self.connection = http.client.HTTPConnection(HOST, server.port, timeout=60)

    def cpu_seconds(self) -> float:
        """CPU time of the server and of the connections to its database so far."""
        total = process_seconds(self.server.process.pid)
        for process in self.database.tree() if self.database else ():
            with suppress(OSError):
                title = Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
                if not any(name in title for name in BACKGROUND):
                    total += process_seconds(process)
        return total

    def get(self, path: str) -> tuple[int, bytes]:
        """Sends a request."""
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        return response.status, response.read()

    def json(self, path: str) -> dict:
        """Returns a response as JSON."""
        return json.loads(self.get(path)[1])

    def measured(self, path: str) -> tuple[int, float, float]:
        """Asks once; returns the status, and the milliseconds of CPU and of waiting."""
        cpu, began = self.cpu_seconds(), time.perf_counter()
        status, _ = self.get(path)
        wall = time.perf_counter() - began
        return status, (self.cpu_seconds() - cpu) * 1000, wall * 1000


class Engine:
    """A database with the data, and servers on it."""

    def __init__(self, name: str, url: str | Path, program: Path, tools: Tools, work: Path,
                 database: Server | None = None) -> None:
        self.name, self.url, self.program, self.tools, self.work = name, url, program, tools, work
        self.database = database

    @contextmanager
    def asked(self) -> Iterator[Asked]:
        """A new server without a response cache."""
        with tassei(self.name, self.program, self.tools, self.url, self.work, 0) as server:
            asked = Asked(server, self.database)
            asked.get("/v1/local_governments?limit=1")
            yield asked

    def answers(self, paths: list[str]) -> list[Answer]:
        """Asks every question in every round."""
        measured: dict[str, list[tuple[int, float, float]]] = {path: [] for path in paths}
        for number in range(ROUNDS):
            print(f"{self.name}: round {number + 1} of {ROUNDS}, {len(paths)} questions", file=sys.stderr)
            with self.asked() as asked:
                for path in paths:
                    measured[path].append(asked.measured(path))
        return [Answer(path, max(status for status, *_ in own), *(
            statistics.median(one[column] for one in own) for column in (1, 2))) for path, own in measured.items()]

    def deep(self) -> list[Deep]:
        """Follows the cursors of the observations to the page after 100,000 rows."""
        found = []
        with self.asked() as asked:
            for order in ("id", "-id", "fiscal_year", "-fiscal_year"):
                first = path = f"/v1/observations?limit={DEEP_LIMIT}&sort={order}"
                for _ in range(DEEP_PAGES):
                    following = asked.json(path)["metadata"]["links"]["next"]
                    if following is None:
                        break
                    path = following
                pages = [[asked.measured(page)[1] for _ in range(DEEP_ROUNDS)] for page in (first, path)]
                found.append(Deep(first, *map(statistics.median, pages)))
        return found


def report(name: str, answers: list[Answer], deep: list[Deep]) -> str:
    """Returns the table of the worst."""
    worst = sorted(answers, key=lambda answer: -answer.cpu_milliseconds)
    shown = [answer for answer in worst if answer.status != 200]
    shown += [answer for answer in worst if answer.status == 200][:WORST]
    over = sum(answer.cpu_milliseconds > CPU_MILLISECONDS for answer in answers)
    failed = sum(answer.status >= 500 for answer in answers)
    median = statistics.median(answer.cpu_milliseconds for answer in answers)
    lines = [f"## {name}", "", f"{len(answers)} questions: {failed} with a 5xx, {over} over {CPU_MILLISECONDS:.0f} ms of "
             f"CPU; median {median:.1f} ms, worst {worst[0].cpu_milliseconds:.1f} ms.", "",
             "| question | status | CPU, ms | wall, ms |", "|---|---|---|---|"]
    lines += [f"| `{answer.path}` | {answer.status} | {answer.cpu_milliseconds:.1f} | {answer.wall_milliseconds:.1f} |"
              for answer in shown]
    lines += ["", f"| page after {DEEP_PAGES * DEEP_LIMIT:,} rows | first, CPU ms | deep, CPU ms | ratio |",
              "|---|---|---|---|"]
    lines += [f"| `{one.path}` | {one.first_milliseconds:.1f} | {one.deep_milliseconds:.1f} | {one.ratio:.2f} |"
              for one in deep]
    return "\n".join(lines)


def options(arguments: list[str]) -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(prog="benches/survey", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{FEW} governments instead of {QUARTER}")
    parser.add_argument("--governments", type=int, metavar="N", help=f"default: {QUARTER}")
    parser.add_argument("--engine", nargs="+", choices=("sqlite", "postgres"), default=["sqlite", "postgres"])
    parser.add_argument("--pairs", type=int, metavar="N", default=40,
                        help="pairs of filters of each list; default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="of the sample of pairs; default: %(default)s")
    parser.add_argument("--out", type=Path, metavar="FILE", default=Path("survey.json"),
                        help="every answer, as JSON; default: %(default)s")
    parser.add_argument("--page", action="store_true", help="write the reports into docs/performance.md")
    parser.add_argument("--tassei", type=Path, default=REPOSITORY / "target" / "release" / "tassei", metavar="PROGRAM",
                        help="default: target/release/tassei")
    parser.add_argument("--database", nargs="+", metavar="FILE", type=Path,
                        help="SQLite files that hold the data already, instead of new databases")
    parser.add_argument("--statistics", action="store_true",
                        help="write the statistics of the SQLite database into the migration, and measure nothing")
    return parser.parse_args(arguments)


def fill(program: Path, tools: Tools, url: str | Path, folders: list[Path], work: Path, name: str) -> None:
    """Imports the bundled data and the governments."""
    add_bundled(name, program, tools, url, work)
    for number, folder in enumerate(folders, 1):
        import_folder(program, tools, url, folder)
        if number % 100 == 0:
            print(f"{name}: imported {number} of {len(folders)}", file=sys.stderr)


@contextmanager
def engines(args: argparse.Namespace, program: Path, tools: Tools, work: Path) -> Iterator[list[Engine]]:
    """The databases with their data; a new cluster of PostgreSQL ends with them."""
    if args.database:
        yield [Engine(file.stem, file.resolve(), program, tools, work) for file in args.database]
        return
    governments = args.governments or (FEW if args.quick else QUARTER)
    print(f"writing {governments} governments", file=sys.stderr)
    folders = write_all(work / "governments", Size(governments), SEED, REPOSITORY / "data" / MODEL, os.cpu_count() or 1)
    with ExitStack() as stack:
        found = []
        if "sqlite" in args.engine:
            file = work / "sqlite.db"
            fill(program, tools, file, folders, work, "SQLite")
            found.append(Engine("SQLite", file, program, tools, work))
        if "postgres" in args.engine and not args.statistics:
            if not tools.postgres:
                raise SystemExit(f"no PostgreSQL under {POSTGRES}: choose --engine sqlite")
            cluster = stack.enter_context(postgres.running(tools, work / "cluster"))
            cluster.anew("survey", "template0")
            fill(program, tools, cluster.url("survey"), folders, work, "PostgreSQL")
            # What autovacuum does within minutes: pages are marked, so that an index alone answers.
            cluster.sql("survey", "VACUUM")
            found.append(Engine("PostgreSQL", cluster.url("survey"), program, tools, work, cluster.server))
        shutil.rmtree(work / "governments")
        yield found


def interrupted(*_: object) -> None:
    """Exits, so that servers are stopped and files removed."""
    raise SystemExit("interrupted")


def main() -> None:
    """Runs the command."""
    signal.signal(signal.SIGTERM, interrupted)
    args = options(sys.argv[1:])
    program = args.tassei.resolve()
    if not program.exists():
        raise SystemExit(f"{args.tassei} does not exist: run cargo build --release")
    taskset = shutil.which("taskset")
    if not taskset:
        raise SystemExit("taskset (util-linux) is not installed")
    tools = Tools(Path(sys.executable), {"taskset": taskset}, postgres=POSTGRES if POSTGRES.exists() else None)
    results, reports, bad = {}, [], 0
    with tempfile.TemporaryDirectory(prefix="tassei-survey-") as folder:
        work = Path(folder)
        # PostgreSQL runs as another user and must reach its folder.
        work.chmod(0o755)
        with engines(args, program, tools, work) as found:
            if args.statistics:
                write_statistics(Path(found[0].url))
                return
            for engine in found:
                with engine.asked() as asked:
                    paths = questions(asked.json, args.pairs, args.seed)
                answers, deep = engine.answers(paths), engine.deep()
                reports.append(report(engine.name, answers, deep))
                print(reports[-1], end="\n\n")
                bad += sum(answer.is_bad for answer in answers) + sum(one.ratio > DEEP_RATIO for one in deep)
                results[engine.name] = {"answers": [asdict(answer) for answer in answers],
                                        "deep": [asdict(one) | {"ratio": one.ratio} for one in deep]}
    if args.page:
        about = f"{time.strftime('%Y-%m-%d %H:%M %Z')}, `{shlex.join(['benches/survey', *sys.argv[1:]])}`, {machine()}."
        write_page("benches/survey", "\n\n".join([about, *reports]))
    args.out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    raise SystemExit(1 if bad else 0)
