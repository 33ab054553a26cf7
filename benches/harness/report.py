"""The report of a run: results compared with goals, as Markdown and as JSON."""

import json
import os
import platform
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
MET, BETWEEN, MISSED, UNMEASURED = "met", "between floor and goal", "missed", "not measured"


@dataclass
class Goal:
    """A goal. The floor is the result of an early prototype: a value between the two is neither met nor missed."""

    bound: float
    unit: str = "×"
    at_most: bool = False
    floor: float | None = None

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.bound:g}{self.unit}"

    def reaches(self, value: float, bound: float) -> bool:
        """Returns whether a value reaches a bound."""
        return value <= bound if self.at_most else value >= bound

    def verdict(self, value: float) -> str:
        """Compares a value with the goal and the floor."""
        if self.reaches(value, self.bound):
            return MET
        return BETWEEN if self.floor is not None and self.reaches(value, self.floor) else MISSED


@dataclass
class Row:
    """A line of the report."""

    group: str
    what: str
    goal: Goal | None
    value: float | None
    note: str

    @property
    def verdict(self) -> str:
        """Met, between, missed or not measured."""
        return UNMEASURED if self.goal is None or self.value is None else self.goal.verdict(self.value)

    @property
    def result(self) -> str:
        """The value, with the verdict if the goal is not met."""
        if self.goal is None or self.value is None:
            return f"**{UNMEASURED}**"
        shown = f"{self.value:,.{decimals(self.value)}f}{self.goal.unit}"
        return shown if self.verdict == MET else f"{shown} **{self.verdict}**"


def decimals(value: float) -> int:
    """Returns the number of decimals that shows three significant digits."""
    return 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0


@dataclass
class Table:
    """The details behind a line of the report."""

    title: str
    header: list[str]
    rows: list[list[str]]


Findings = tuple[list[Row], list[Table]]


@dataclass
class Report:
    """A run: environment, results and details."""

    about: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def add(self, findings: Findings) -> None:
        """Adds the results of a measurement."""
        rows, tables = findings
        self.rows += rows
        self.tables += tables

    def markdown(self) -> str:
        """Returns the report as Markdown."""
        lines = [f"- **{name}**: {value}" for name, value in self.about.items()]
        lines += ["", *table(["measurement", "goal", "result", "note"],
                             ([row.what, str(row.goal or ""), row.result, row.note] for row in self.rows))]
        for more in self.tables:
            lines += ["", f"## {more.title}", "", *table(more.header, more.rows)]
        return "\n".join(lines) + "\n"

    def json(self) -> str:
        """Returns the report as JSON."""
        rows = [asdict(row) | {"verdict": row.verdict} for row in self.rows]
        return json.dumps({"about": self.about, "rows": rows, "tables": [asdict(more) for more in self.tables]},
                          ensure_ascii=False, indent=1) + "\n"


def write_page(name: str, text: str) -> None:
    """Replaces what `docs/performance.md` has of a command: the text between two comments with its name."""
    begin, end = f"<!-- results of {name} -->", f"<!-- end of {name} -->"
    before, found, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{PAGE} has no {begin} … {end}")
    below = re.sub("^#", "##", text.strip(), flags=re.MULTILINE)
    PAGE.write_text(f"{before}{begin}\n\n{below}\n\n{end}{after}", encoding="utf-8")


def table(header: list[str], rows: Iterable[list[str]]) -> list[str]:
    """Returns the lines of a Markdown table."""
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return [line(header), line(["---"] * len(header)), *map(line, rows)]


def machine() -> str:
    """Describes the processor, its cores, the memory and the system."""
    processor = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(), re.MULTILINE)
    name = processor[1] if processor else platform.machine()
    gigabytes = int(memory[1]) / 1024**2 if memory else 0
    return f"{name}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {platform.system()} {platform.release()}"
