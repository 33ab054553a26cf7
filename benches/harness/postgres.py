"""A PostgreSQL cluster of its own, on a socket and loopback, removed at the end."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .servers import HOST, SERVER_CORE, STARTING_SECONDS, Server, free_port, on_core, wait_until_it_listens
from .tools import Tools

OWNER = "bench"

# Tables that an import is not compared by: state of the program, and rows that it renders.
NOT_COMPARED = ("datasets", "service_state", "rendered_rows")


@dataclass
class Cluster:
    """A running cluster."""

    programs: Path
    port: int
    server: Server

    def url(self, database: str) -> str:
        """The URL of a database."""
        return f"postgres://{OWNER}@{HOST}:{self.port}/{database}"

    def sql(self, database: str, script: str) -> str:
        """Runs a script by psql; returns its output."""
        command = [str(self.programs / "psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align",
                   "--set", "ON_ERROR_STOP=1", self.url(database)]
        done = subprocess.run(command, input=script, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr}")
        return done.stdout

    def anew(self, database: str, template: str) -> None:
        """Recreates a database from another one."""
        self.sql("postgres", f"DROP DATABASE IF EXISTS {database}")
        self.sql("postgres", f"CREATE DATABASE {database} TEMPLATE {template}")

    def copy_script(self, database: str, folder: Path) -> str:
        """Writes every table out as CSV; returns the commands that read all of them in, in one transaction."""
        folder.mkdir(exist_ok=True)
        tables = self.sql(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename "
                                    f"NOT LIKE '\\_\\_%' AND tablename NOT IN {NOT_COMPARED}").split()
        self.sql(database, "\n".join(f"\\copy {table} to '{folder / table}.csv' csv" for table in tables))
        reading = [f"\\copy {table} from '{folder / table}.csv' csv" for table in tables]
        return "\n".join(["BEGIN;", *reading, "COMMIT;"])


def unprivileged() -> dict[str, object]:
    """Returns the user to run the server as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    known = {account.pw_name: account for account in pwd.getpwall()}
    account = known.get("postgres") or known["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def wait_until_it_is_ready(programs: Path, port: int) -> None:
    """Waits until the server is ready, which is later than when it listens."""
    deadline = time.monotonic() + STARTING_SECONDS
    while subprocess.run([str(programs / "pg_isready"), "-q", "-h", HOST, "-p", str(port)]).returncode != 0:
        if time.monotonic() > deadline:
            raise RuntimeError("postgres did not start")
        time.sleep(0.05)


@contextmanager
def running(tools: Tools, folder: Path) -> Iterator[Cluster]:
    """A new cluster with the settings PostgreSQL comes with."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    who = unprivileged()
    if who:
        os.chown(folder, who["user"], who["group"])
    port = free_port()
    subprocess.run([str(tools.postgres / "initdb"), "--pgdata", str(folder / "data"), "--username", OWNER, "--auth",
                    "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"], check=True, stdout=subprocess.DEVNULL,
                   cwd=folder, timeout=120, **who)
    command = [str(tools.postgres / "postgres"), "-D", str(folder / "data"), "-h", HOST, "-p", str(port),
               "-k", str(folder)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(on_core(SERVER_CORE, command, tools["taskset"]), stdout=log, stderr=log, cwd=folder,
                                   **who)
    server = Server("postgres", process, port)
    try:
        wait_until_it_listens(server)
        wait_until_it_is_ready(tools.postgres, port)
        yield Cluster(tools.postgres, port, server)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
