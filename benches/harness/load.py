"""Load by wrk, cell by cell, and measurements with a single client.

A cell is one kind of request to one server. In each round every cell runs once, in random order; results are medians
over the rounds. CPU time is that of the server, from /proc: it varies less than requests per second.
"""

import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median

from .servers import HOST, LOAD_CORE, Server, core_seconds, on_core
from .tools import Tools

CONNECTIONS = 8
CLIENT_TIMEOUT = 30
CHECKING_SECONDS = 2
# Slower responses are requested by a single client.
SLOW_SECONDS = 0.05
# Share of the servers' core that other programs may use without a note.
NOTABLE = 0.1
BUFFER_BYTES = 1 << 20


@dataclass
class Cell:
    """One kind of request, sent to a server by several clients at once."""

    key: str
    server: Server
    paths: list[str]
    headers: dict[str, str] = field(default_factory=dict)
    connections: int = CONNECTIONS
    status: int = 200
    encoding: str | None = None


@dataclass
class Figures:
    """The result of a cell: medians over the rounds."""

    per_second: float
    cpu_microseconds: float
    p50_milliseconds: float
    p99_milliseconds: float
    errors: int
    body_bytes: int
    is_slow: bool
    # Share of the servers' core used by other programs, from 0 to 1.
    foreign: float

    def __str__(self) -> str:
        remarks = ", single client" if self.is_slow else ""
        remarks += f", other programs used {self.foreign:.0%} of the core" if self.foreign > NOTABLE else ""
        return (f"{self.per_second:,.0f}/s, {self.cpu_microseconds:,.0f} µs CPU, p99 {self.p99_milliseconds:.2f} ms"
                f"{remarks}")


class Refused(Exception):
    """An unexpected response: the cell cannot be measured."""


@dataclass
class Checked:
    """What is known of a cell from requesting its paths once before the measurement."""

    body_bytes: int
    is_slow: bool


def check(cell: Cell) -> Checked:
    """Requests each path once, for a few seconds at most; this also warms the caches."""
    sizes, began = [], time.perf_counter()
    for path in dict.fromkeys(cell.paths):
        status, headers, body = cell.server.get(path, cell.headers)
        if status != cell.status:
            raise Refused(f"{cell.server.name} returns {status} for {path}")
        if headers.get("content-encoding") != cell.encoding:
            raise Refused(f"{cell.server.name} returns coding {headers.get('content-encoding')} to {path}")
        sizes.append(len(body))
        if time.perf_counter() - began > CHECKING_SECONDS:
            break
    each = (time.perf_counter() - began) / len(sizes)
    return Checked(round(sum(sizes) / len(sizes)), each > SLOW_SECONDS)


def settle(server: Server) -> None:
    """Waits until a server is idle: it still computes requests that wrk abandoned, which would affect the next cell."""
    deadline = time.monotonic() + CLIENT_TIMEOUT
    before = server.cpu_seconds()
    while time.monotonic() < deadline:
        time.sleep(0.1)
        now = server.cpu_seconds()
        if now - before <= 0.01:
            return
        before = now


def run_in_turn(cell: Cell, seconds: int) -> dict[str, float]:
    """Measures with one client, sequentially, at least three requests: for responses too slow for wrk."""
    paths = cycle(cell.paths)
    taken: list[float] = []
    before, core_before, began = cell.server.cpu_seconds(), core_seconds(), time.perf_counter()
    refused = 0
    while len(taken) < 3 or time.perf_counter() - began < seconds:
        asked = time.perf_counter()
        refused += cell.server.get(next(paths), cell.headers)[0] != cell.status
        taken.append((time.perf_counter() - asked) * 1e6)
    cpu = cell.server.cpu_seconds() - before
    return {"requests": len(taken), "microseconds": sum(taken), "refused": refused, "broken": 0, "p50": median(taken),
            "p99": max(taken), "max": max(taken), "cpu": cpu,
            "foreign": max(core_seconds() - core_before - cpu, 0) / (time.perf_counter() - began)}


def run_once(cell: Cell, seconds: int, tools: Tools, work: Path) -> dict[str, float]:
    """Runs wrk once."""
    paths, headers = work / "paths.txt", work / "headers.txt"
    paths.write_text("".join(f"{path}\n" for path in cell.paths))
    headers.write_text("".join(f"{name}: {value}\n" for name, value in cell.headers.items()))
    command = [tools["wrk"], "--threads", "1", "--connections", str(cell.connections), "--duration", f"{seconds}s",
               "--timeout", f"{CLIENT_TIMEOUT}s", "--script", str(Path(__file__).with_name("wrk.lua")),
               f"http://{HOST}:{cell.server.port}/", "--", str(paths), str(headers)]
    before, core_before = cell.server.cpu_seconds(), core_seconds()
    done = subprocess.run(on_core(LOAD_CORE, command, tools["taskset"]), capture_output=True, text=True,
                          env=tools.environment, timeout=seconds + 2 * CLIENT_TIMEOUT)
    cpu = cell.server.cpu_seconds() - before
    foreign = max(core_seconds() - core_before - cpu, 0) / seconds
    line = next((line for line in done.stdout.splitlines() if line.startswith("FIGURES ")), None)
    if line is None:
        raise RuntimeError(f"wrk reported no results for {cell.key}: {done.stdout}{done.stderr}")
    return json.loads(line.removeprefix("FIGURES ")) | {"cpu": cpu, "foreign": foreign}


def run(cells: list[Cell], rounds: int, seconds: int, chance: random.Random, tools: Tools,
        work: Path) -> dict[str, Figures | str]:
    """Returns the result of every cell by its key, or why it could not be measured."""
    results: dict[str, Figures | str] = {}
    checked: dict[str, Checked] = {}
    for cell in cells:
        try:
            checked[cell.key] = check(cell)
        except (Refused, OSError) as failure:
            results[cell.key] = str(failure)
    measured = [cell for cell in cells if cell.key in checked]
    samples: dict[str, list[dict[str, float]]] = {cell.key: [] for cell in measured}
    for round_number in range(1, rounds + 1):
        for index, cell in enumerate(chance.sample(measured, len(measured)), 1):
            print(f"round {round_number}/{rounds}, cell {index}/{len(measured)}: {cell.key}", file=sys.stderr)
            is_slow = checked[cell.key].is_slow
            samples[cell.key].append(run_in_turn(cell, seconds) if is_slow else run_once(cell, seconds, tools, work))
            settle(cell.server)
    for cell in measured:
        results[cell.key] = summary(samples[cell.key], checked[cell.key])
    return results


def summary(samples: list[dict[str, float]], checked: Checked) -> Figures | str:
    """Returns the medians of the samples of a cell."""
    if not all(sample["requests"] for sample in samples):
        return "no response within the time of a cell"

    def middle(of: Callable[[dict[str, float]], float]) -> float:
        return median(of(sample) for sample in samples)

    return Figures(
        per_second=middle(lambda sample: sample["requests"] / sample["microseconds"] * 1e6),
        cpu_microseconds=middle(lambda sample: sample["cpu"] / sample["requests"] * 1e6),
        p50_milliseconds=middle(lambda sample: sample["p50"] / 1000),
        p99_milliseconds=middle(lambda sample: sample["p99"] / 1000),
        errors=int(sum(sample["refused"] + sample["broken"] for sample in samples)),
        body_bytes=checked.body_bytes,
        is_slow=checked.is_slow,
        foreign=middle(lambda sample: sample["foreign"]),
    )


@dataclass
class Stream:
    """A complete response or output."""

    seconds: float
    first_byte_milliseconds: float
    size: int
    cpu_seconds: float = 0.0


def read_to_end(fill: Callable[[memoryview], int], began: float) -> Stream:
    """Reads until `fill` returns 0."""
    buffer = memoryview(bytearray(BUFFER_BYTES))
    total, first = 0, 0.0
    while count := fill(buffer):
        first = first or time.perf_counter() - began
        total += count
    return Stream(time.perf_counter() - began, first * 1000, total)


def download(server: Server, path: str) -> Stream:
    """Downloads a streamed response, including headers; times start when the request is sent."""
    with socket.create_connection((HOST, server.port), timeout=CLIENT_TIMEOUT) as connection:
        began = time.perf_counter()
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        return read_to_end(connection.recv_into, began)


def variants(path: str, first: int = 43, last: int = 58) -> Iterator[str]:
    """Returns the same list with several limits, 50.5 rows on average: concurrent requests for one URL could share a
    response (single flight), and the server would compute less often than it responds."""
    separator = "&" if "?" in path else "?"
    return (f"{path}{separator}limit={limit}" for limit in range(first, last + 1))
