"""The programs a run needs besides Tassei, stored in a cache folder; nothing is installed into the system."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"

# The program and the Debian package it comes in.
DEBIAN = {"nginx": "nginx", "wrk": "wrk", "sqlite3": "sqlite3", "taskset": "util-linux"}

POSTGRES = Path("/usr/lib/postgresql/15/bin")


@dataclass
class Tools:
    """Paths of the programs."""

    python: Path
    programs: dict[str, str]
    environment: dict[str, str] = field(default_factory=dict)
    postgres: Path | None = None

    def __getitem__(self, program: str) -> str:
        return self.programs[program]


def install(cache: Path) -> Tools:
    """Finds every program, and downloads missing ones into `cache`."""
    python = install_python(cache / "python")
    programs, environment = install_debian(cache / "debian")
    postgres = POSTGRES if (POSTGRES / "initdb").exists() and (POSTGRES / "psql").exists() else None
    return Tools(python, programs, environment, postgres)


def install_python(folder: Path) -> Path:
    """A virtual environment with the Python peers; recreated when the list of versions changes."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    stamp = folder / "requirements.sha256"
    python = folder / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--requirement", str(REQUIREMENTS)], check=True, timeout=300)
        stamp.write_text(wanted)
    return python


def install_debian(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The programs of Debian packages: those of the system if installed, else unpacked into `folder`, so that nothing
    is configured or started. Returns their paths and the environment they need."""
    found = {program: locate(program, folder) for program in DEBIAN}
    missing = [DEBIAN[program] for program, path in found.items() if path is None]
    if missing:
        download(missing, folder)
        found = {program: locate(program, folder) for program in DEBIAN}
    absent = sorted(program for program, path in found.items() if path is None)
    if absent:
        raise SystemExit(f"not found, and not to be had by apt-get: {', '.join(absent)}")
    libraries = sorted({str(library.parent) for library in folder.glob("usr/lib/**/*.so*")})
    environment = {"LD_LIBRARY_PATH": os.pathsep.join(libraries)} if libraries else {}
    return {program: str(path) for program, path in found.items()}, environment


def locate(program: str, folder: Path) -> str | None:
    """The program in the cache folder or on the system."""
    own = (folder / "usr" / place / program for place in ("bin", "sbin"))
    return next((str(path) for path in own if path.exists()), None) or shutil.which(
        program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    )


def download(packages: list[str], folder: Path) -> None:
    """Downloads packages with their dependencies, and unpacks them."""
    archives = folder / "archives"
    (archives / "partial").mkdir(parents=True, exist_ok=True)
    get = ["apt-get", "install", "--yes", "--quiet", "--quiet", "--download-only", "--no-install-recommends",
           "-o", f"Dir::Cache::archives={archives}", "-o", "Debug::NoLocking=1", *packages]
    if subprocess.run(get, stdout=sys.stderr, timeout=300).returncode != 0:
        subprocess.run(["apt-get", "update", "--quiet", "--quiet"], stdout=sys.stderr, check=True, timeout=300)
        subprocess.run(get, stdout=sys.stderr, check=True, timeout=300)
    for archive in archives.glob("*.deb"):
        subprocess.run(["dpkg-deb", "--extract", str(archive), str(folder)], check=True, timeout=60)


def versions(tools: Tools, tassei: Path) -> dict[str, str]:
    """Returns the version of each program."""
    def says(*command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30,
                              env=os.environ | tools.environment)
        return (done.stdout + done.stderr).strip().splitlines()[0]

    python = ("import importlib.metadata as m, platform, pysqlite3;"
              "print('Python', platform.python_version(), 'with SQLite', pysqlite3.sqlite_version + ':', ', '.join("
              "f'{n} {m.version(n)}' for n in ('datasette', 'fastapi', 'uvicorn', 'uvloop', 'httptools', 'orjson')))")
    found = {
        "tassei": says(str(tassei), "--version").removeprefix("tassei "),
        "nginx": says(tools["nginx"], "-v").rpartition("/")[2],
        "wrk": says(tools["wrk"], "-v").split(" [")[0].removeprefix("wrk "),
        "sqlite3": says(tools["sqlite3"], "--version").split()[0],
        "peers": says(str(tools.python), "-c", python),
    }
    if tools.postgres:
        found["PostgreSQL"] = says(str(tools.postgres / "postgres"), "--version").removeprefix("postgres (PostgreSQL) ")
    return found
