"""Measurements with a single client: start, idle memory, and response times on a keep-alive connection."""

import http.client
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from string import Formatter

from . import servers
from .context import Context
from .databases import remove
from .report import Findings, Goal, Row, Table
from .servers import HOST, SERVER_CORE, Server, clean_environment, on_core
from .synthetic import MODEL

STARTS = 10
FIRST_REQUEST = "/v1/local_governments"
DEFAULT_CACHE_MEGABYTES = 32
CODINGS = ("identity", "gzip", "br", "zstd")
REPEATS = 20


def start(context: Context) -> Findings:
    """Measures the time from the start of the process to the first response with data."""
    again = [start_once(context, context.databases.bundled) for _ in range(STARTS)]
    large = [start_once(context, context.databases.large) for _ in range(STARTS)]
    new = context.work / "new.sqlite"
    first = []
    for _ in range(3):
        remove(new)
        first.append(start_once(context, new))
    note = (f"median of {STARTS} starts on an existing database, longest {max(again):.0f} ms; on the large database "
            f"{median(large):.0f} ms; first start, which creates the database, {median(first):.0f} ms")
    return [Row("start", "start to first response", Goal(50, " ms", at_most=True), median(again), note)], []


def start_once(context: Context, database: Path) -> float:
    """Returns the milliseconds from starting the process to the end of its first response."""
    port = servers.free_port()
    command = on_core(SERVER_CORE, servers.tassei_command(context.program, port, None, bundled=True),
                      context.tools["taskset"])
    began = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL,
                               env=clean_environment() | servers.tassei_environment(database))
    server = Server("tassei, starting", process, port)
    try:
        while process.poll() is None and time.perf_counter() - began < servers.STARTING_SECONDS:
            with suppress(OSError):
                if server.get(FIRST_REQUEST)[0] == 200:
                    return (time.perf_counter() - began) * 1000
            time.sleep(0.0005)
        raise RuntimeError("the server did not start")
    finally:
        server.stop()


def memory(context: Context) -> Findings:
    """Memory at rest: after the start, and with a full cache after answering."""
    with servers.tassei("tassei, idle", context.program, context.tools, context.databases.bundled,
                        context.work) as server:
        server.get(FIRST_REQUEST)
        time.sleep(1)
        after_start = server.memory("VmRSS")
    with servers.tassei("tassei, full cache", context.program, context.tools, context.databases.large,
                        context.work) as server:
        answered = 0
        for limit in range(1000, 940, -1):
            answered += len(server.get(f"/v1/indicators?limit={limit}")[2])
        time.sleep(2)
        full, peak = server.memory("VmRSS"), server.memory("VmHWM")
    goal = Goal(80, " MB", at_most=True)
    return [
        Row("memory", "idle memory after the start", Goal(32, " MB", at_most=True), after_start, "VmRSS"),
        Row("memory", f"idle memory with the default cache of {DEFAULT_CACHE_MEGABYTES} MB full", goal, full,
            f"VmRSS after {answered / 1e6:,.0f} MB of different responses; peak {peak:,.0f} MB"),
    ], []


def paths(server: Server) -> Iterator[str]:
    """Yields every documented path without required parameters, with ids from the data, and the pages."""
    yield from ("/", "/docs/")
    first = {"localgov_code": MODEL}
    for name, path in (("plan_id", "plans"), ("section_id", "sections"), ("department_id", "departments"),
                       ("measure_id", "measures"), ("achievement_id", "achievements"), ("source_id", "sources"),
                       ("indicator_id", "indicators"), ("observation_id", "observations")):
        first[name] = json.loads(server.get(f"/v1/{path}?limit=1")[2])["results"][0]["id"]
    first |= {"table": "observations", "list": "kind"}
    document = json.loads(server.get("/openapi.json")[2])
    shared = document["components"]["parameters"]
    for path, operations in document["paths"].items():
        parameters = [shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
                      for one in operations["get"].get("parameters", ())]
        needed = [parameter["name"] for parameter in parameters if parameter["in"] == "query" and parameter.get("required")]
        if not needed and {name for _, name, _, _ in Formatter().parse(path) if name} <= first.keys():
            yield path.format_map(first)


def keep_alive(context: Context) -> Findings:
    """Requests every path in every coding repeatedly on one connection."""
    slowest: dict[tuple[str, str], tuple[float, float]] = {}
    with servers.tassei("tassei, kept alive", context.program, context.tools, context.databases.bundled,
                        context.work) as server:
        tested = list(paths(server))
        connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
        for coding in CODINGS:
            for path in tested:
                taken = [timed(connection, path, coding) for _ in range(REPEATS)]
                slowest[path, coding] = taken[0], max(taken[1:])
        connection.close()
    goal = Goal(10, " ms", at_most=True)
    firsts = {key: first for key, (first, _) in slowest.items()}
    laters = {key: later for key, (_, later) in slowest.items()}
    rows = []
    for what, times in (("first request", firsts), ("repeated requests", laters)):
        (path, coding), worst = max(times.items(), key=lambda item: item[1])
        over = sum(not goal.reaches(taken, goal.bound) for taken in times.values())
        note = f"{path} in {coding}; median {median(times.values()):.2f} ms; {over} of {len(times)} over the goal"
        rows.append(Row("keepalive", f"slowest response on a keep-alive connection, {what}", goal, worst, note))
    top = sorted(slowest.items(), key=lambda item: -max(item[1]))[:10]
    table = Table("Slowest responses on a keep-alive connection", ["path", "coding", "first, ms", "slowest repeat, ms"],
                  [[f"`{path}`", coding, f"{first:.2f}", f"{later:.2f}"] for (path, coding), (first, later) in top])
    return rows, [table]


def timed(connection: http.client.HTTPConnection, path: str, coding: str) -> float:
    """Returns the milliseconds from sending a request to the last byte of its response."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": coding})
    response = connection.getresponse()
    response.read()
    taken = (time.perf_counter() - began) * 1000
    if response.status != 200:
        raise RuntimeError(f"{response.status} for {path}")
    return taken
