"""Starting and stopping servers on loopback, and what /proc says of them.

Every server runs on one core, the load and all other clients on another one.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .tools import Tools

SERVER_CORE, LOAD_CORE = 0, 1
HOST = "127.0.0.1"
STARTING_SECONDS = 60
STOPPING_SECONDS = 15
_TICKS = os.sysconf("SC_CLK_TCK")
_HARNESS = Path(__file__).resolve().parent


def on_core(core: int, command: Sequence[str], taskset: str) -> list[str]:
    """Pins a command to one core; `taskset` replaces itself with the command, so the process id is the command's."""
    return [taskset, "--cpu-list", str(core), *command]


class Server:
    """A running server."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], port: int) -> None:
        self.name = name
        self.process = process
        self.port = port

    def tree(self) -> Iterator[int]:
        """The process and its children."""
        waiting = [self.process.pid]
        while waiting:
            process = waiting.pop()
            yield process
            with suppress(OSError):
                for children in Path(f"/proc/{process}/task").glob("*/children"):
                    waiting.extend(map(int, children.read_text().split()))

    def cpu_seconds(self) -> float:
        """User and system time of the process and its children so far."""
        ticks = 0
        for process in self.tree():
            with suppress(OSError):
                # The name, in brackets, may have spaces; after it utime and stime are the 12th and 13th.
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        return ticks / _TICKS

    def memory(self, field: str) -> float:
        """`VmRSS` or `VmHWM` of the process, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0

    def forget_peak(self) -> None:
        """Resets `VmHWM`."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """Sends a request; returns status, lower-case headers and the body as sent."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=STARTING_SECONDS)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            body = response.read()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, body
        finally:
            connection.close()

    def stop(self) -> None:
        """Terminates the process, and kills it if it does not end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOPPING_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def core_seconds() -> float:
    """User and system time spent on the servers' core so far, by any program."""
    line = next(line for line in Path("/proc/stat").read_text().splitlines() if line.startswith(f"cpu{SERVER_CORE} "))
    return sum(map(int, line.split()[1:4])) / _TICKS


def free_port() -> int:
    """Returns a free port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_until_it_listens(server: Server) -> None:
    """Waits until the port accepts connections."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        with suppress(OSError), socket.create_connection((HOST, server.port), timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"{server.name} did not start")


@contextmanager
def running(name: str, command: Sequence[str], tools: Tools, port: int, log: Path,
            environment: dict[str, str] | None = None) -> Iterator[Server]:
    """A server that listens on `port`, stopped at the end."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            on_core(SERVER_CORE, command, tools["taskset"]), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            env=clean_environment() | tools.environment | (environment or {}),
        )
    server = Server(name, process, port)
    try:
        wait_until_it_listens(server)
        yield server
    finally:
        server.stop()


def tassei_command(program: Path, port: int, cache_megabytes: int | None, bundled: bool) -> list[str]:
    """The command that serves the database of the environment."""
    command = [str(program), "serve", "--listen", f"{HOST}:{port}", "--bundled", "on" if bundled else "off"]
    return command if cache_megabytes is None else [*command, "--cache-megabytes", str(cache_megabytes)]


def clean_environment() -> dict[str, str]:
    """The environment without settings of Tassei."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("TASSEI_", "DATABASE_URL"))}


def tassei_environment(database: str | Path) -> dict[str, str]:
    """Returns Tassei's settings. It does not log requests, as its peers do not."""
    return {"DATABASE_URL": str(database), "RUST_LOG": "warn"}


@contextmanager
def tassei(name: str, program: Path, tools: Tools, database: Path, work: Path,
           cache_megabytes: int | None = None, bundled: bool = True) -> Iterator[Server]:
    """Tassei; on one core it takes one worker."""
    port = free_port()
    command = tassei_command(program, port, cache_megabytes, bundled)
    with running(name, command, tools, port, work / f"{name}.log", tassei_environment(database)) as server:
        yield server


@contextmanager
def nginx(tools: Tools, files: dict[str, tuple[bytes, bytes]], work: Path) -> Iterator[Server]:
    """nginx with one worker, serving each file as it is and as its pre-compressed form."""
    port = free_port()
    folder = work / "nginx"
    root = folder / "files"
    root.mkdir(parents=True, exist_ok=True)
    for name, (plain, zipped) in files.items():
        (root / name).write_bytes(plain)
        (root / f"{name}.gz").write_bytes(zipped)
    configuration = folder / "nginx.conf"
    configuration.write_text((_HARNESS / "nginx.conf").read_text().format(
        user="user root;" if os.geteuid() == 0 else "", folder=folder, root=root, listen=f"{HOST}:{port}"))
    command = [tools["nginx"], "-p", str(folder), "-c", str(configuration), "-e", "stderr"]
    with running("nginx", command, tools, port, work / "nginx.log") as server:
        yield server


@contextmanager
def datasette(tools: Tools, database: Path, work: Path) -> Iterator[Server]:
    """Datasette, same file. Features without a counterpart in Tassei are off: suggested facets, facets, downloads
    of the database; and queries run without threads, which on one core only cost."""
    port = free_port()
    settings = {"suggest_facets": "off", "allow_facet": "off", "allow_download": "off", "num_sql_threads": "0"}
    options = [part for setting in settings.items() for part in ("--setting", *setting)]
    command = [str(tools.python), "-m", "datasette", "serve", str(database), "--host", HOST, "--port", str(port),
               *options]
    with running("datasette", command, tools, port, work / "datasette.log") as server:
        yield server


@contextmanager
def fastapi(tools: Tools, database: Path, work: Path) -> Iterator[Server]:
    """The FastAPI application of `peer.py` under uvicorn, with uvloop and httptools."""
    port = free_port()
    command = [str(tools.python), "-m", "uvicorn", "peer:app", "--app-dir", str(_HARNESS), "--host", HOST,
               "--port", str(port), "--workers", "1", "--loop", "uvloop", "--http", "httptools",
               "--no-access-log", "--log-level", "warning"]
    environment = {"PEER_DATABASE": str(database), "PYTHONDONTWRITEBYTECODE": "1"}
    with running("fastapi", command, tools, port, work / "fastapi.log", environment) as server:
        yield server
