"""A run from its options to its report."""

import argparse
import os
import random
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from . import cells, databases, load, single, tools, transfers
from .context import Context
from .report import Findings, Report, Row, machine, write_page
from .servers import LOAD_CORE
from .synthetic import Size

REPOSITORY = Path(__file__).resolve().parents[2]

Alone = Callable[[Context], Findings]

# Measured one by one, with no other server running.
ALONE: dict[str, Alone] = {
    "export": transfers.export, "import": transfers.imports, "start": single.start, "memory": single.memory,
    "keepalive": single.keep_alive,
}

# Failures of one measurement that do not affect the others.
FAILURES = (load.Refused, OSError, RuntimeError, ValueError, subprocess.SubprocessError)

METHOD = ("server on one core, load (wrk, 1 thread, 8 keep-alive connections) on the other; cells in random order, "
          "medians; CPU is user and system time of the server and its children; no server logs requests")


def options(arguments: list[str]) -> argparse.Namespace:
    """Parses the command line."""
    names = [*cells.MEASUREMENTS, *ALONE]
    parser = argparse.ArgumentParser(prog="benches/run",
                                     description="Measure Tassei against its peers on this machine.")
    parser.add_argument("--quick", action="store_true",
                        help="a large database of 20 governments, one round, 1 s a cell: shows that everything works")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=names, default=names,
                        help=f"only these measurements: {', '.join(names)}")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report here too, and FILE.json beside it")
    parser.add_argument("--page", action="store_true", help="write the report into docs/performance.md")
    parser.add_argument("--tassei", type=Path, default=REPOSITORY / "target" / "release" / "tassei", metavar="PROGRAM",
                        help="default: target/release/tassei")
    parser.add_argument("--work", type=Path, metavar="FOLDER", default=Path(tempfile.gettempdir()) / "tassei-benches",
                        help="where peers and databases are stored between runs; default: %(default)s")
    parser.add_argument("--national", type=Path, metavar="FOLDER",
                        help="where the large database is stored; default: a folder in --work")
    parser.add_argument("--governments", type=int, metavar="N", help="of the large database; default: 1,788")
    parser.add_argument("--rounds", type=int, metavar="N", help="default: 3")
    parser.add_argument("--seconds", type=int, metavar="N", help="of a cell; default: 5")
    parser.add_argument("--seed", type=int, default=1, help="of the order of cells and the choice of rows")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a goal is missed or not measured")
    return parser.parse_args(arguments)


def run(args: argparse.Namespace) -> Report:
    """Prepares the databases, measures, and returns the report."""
    began = time.monotonic()
    busy = os.getloadavg()[0]
    program = args.tassei.resolve()
    if not program.exists():
        raise SystemExit(f"{args.tassei} does not exist: run cargo build --release")
    if LOAD_CORE not in os.sched_getaffinity(0):
        raise SystemExit("two cores are needed: one for the server, one for the load")
    size = Size(governments=args.governments or (20 if args.quick else Size().governments))
    national = args.national or args.work / f"governments-{size.governments}"
    args.work.mkdir(parents=True, exist_ok=True)
    found = tools.install(args.work)
    with tempfile.TemporaryDirectory(prefix="run-", dir=args.work) as folder:
        work = Path(folder)
        # PostgreSQL runs as another user and must reach its folder.
        work.chmod(0o755)
        prepared = databases.prepare(program, found, national, size, work)
        # From here on this process and its children are clients, except where a server's core is specified.
        os.sched_setaffinity(0, {LOAD_CORE})
        context = Context(found, program, work, prepared, args.quick, args.rounds or (1 if args.quick else 3),
                          args.seconds or (1 if args.quick else 5), random.Random(args.seed))
        report = Report({
            "date": time.strftime("%Y-%m-%d %H:%M %Z"),
            "command": shlex.join(["benches/run", *sys.argv[1:]]),
            "machine": machine(),
            "versions": "; ".join(f"{name} {version}" for name, version in tools.versions(found, program).items()),
            "large database": describe(prepared),
            "method": f"{METHOD}; {context.rounds} × {context.seconds} s a cell",
        })
        measure(context, args.only, report)
    report.about["duration"] = f"{time.monotonic() - began:.0f} s; load average before the run {busy:.2f}"
    return report


def describe(prepared: databases.Databases) -> str:
    """The size of the large database and how it was made."""
    size, made = prepared.size, prepared.made
    measures = size.governments * size.measures
    indicators = measures * size.indicators
    return (f"{size.governments:,} synthetic governments, {measures:,} measures, {indicators:,} indicators, "
            f"{indicators * size.observations:,} observations, and the bundled data; "
            f"{made['database_bytes'] / 1e6:,.0f} MB; imported in {made['importing_seconds']:.0f} s")


def measure(context: Context, names: list[str], report: Report) -> None:
    """Runs the measurements in their order: those under load with their cells mixed, then the others. A failure
    is reported and does not affect the other measurements."""
    planned = []
    with context.servers:
        for name in (name for name in cells.MEASUREMENTS if name in names):
            print(f"preparing {name}", file=sys.stderr)
            try:
                planned.append(cells.MEASUREMENTS[name](context))
            except FAILURES as failure:
                report.rows.append(Row(name, name, None, None, str(failure)))
        mixed = [cell for own, _ in planned for cell in own]
        results = load.run(mixed, context.rounds, context.seconds, context.chance, context.tools, context.work)
    foreign = [figures.foreign for figures in results.values() if isinstance(figures, load.Figures)]
    if foreign:
        report.about["other programs"] = (f"used {median(foreign):.0%} of the servers' core in the median cell, "
                                          f"{max(foreign):.0%} in the worst (on a busy machine, rely on CPU only)")
    for _, findings in planned:
        report.add(findings(results))
    for name in (name for name in ALONE if name in names):
        print(name, file=sys.stderr)
        try:
            report.add(ALONE[name](context))
        except FAILURES as failure:
            report.rows.append(Row(name, name, None, None, str(failure)))


def interrupted(*_: object) -> None:
    """Exits, so that the servers are stopped."""
    raise SystemExit("interrupted")


def main() -> None:
    """Runs the command."""
    signal.signal(signal.SIGTERM, interrupted)
    args = options(sys.argv[1:])
    try:
        report = run(args)
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"failed: {error}") from error
    text = report.markdown()
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
        args.out.with_suffix(args.out.suffix + ".json").write_text(report.json(), encoding="utf-8")
    if args.page:
        write_page("benches/run", text)
    if args.strict and any(row.verdict != "met" for row in report.rows):
        raise SystemExit(1)
