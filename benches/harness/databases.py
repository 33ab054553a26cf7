"""The databases of a run: the bundled data, a small one, and a large one, reused as long as it fits."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .servers import SERVER_CORE, clean_environment, on_core, tassei
from .synthetic import MODEL, Size, write_all
from .tools import Tools

SEED = 1


@dataclass
class Databases:
    """Paths of SQLite files, all created by the program under test."""

    bundled: Path
    small: Path
    large: Path
    size: Size
    made: dict[str, float]


def environment_for(database: str | Path) -> dict[str, str]:
    """The environment in which Tassei's commands use a database."""
    return clean_environment() | {"DATABASE_URL": str(database)}


def import_folder(program: Path, tools: Tools, database: str | Path, folder: Path, core: int = SERVER_CORE) -> float:
    """Runs `tassei import`; returns the seconds it took."""
    began = time.perf_counter()
    done = subprocess.run(on_core(core, [str(program), "import", "--lang", "en", str(folder)], tools["taskset"]),
                          env=environment_for(database), capture_output=True, text=True, timeout=600)
    seconds = time.perf_counter() - began
    if done.returncode != 0:
        raise RuntimeError(f"import of {folder} failed: {done.stdout}{done.stderr}")
    return seconds


def remove(database: Path) -> None:
    """Removes a database and the files that belong to it."""
    for file in database.parent.glob(database.name + "*"):
        file.unlink()


def add_bundled(name: str, program: Path, tools: Tools, database: Path, work: Path) -> None:
    """Has the program create the database if needed, and import its bundled data."""
    with tassei(name, program, tools, database, work):
        pass


def form(database: Path) -> str:
    """Returns a digest that differs if another build would store the same data differently."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        schema = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        stored = "SELECT DISTINCT substr(input_digest, 1, instr(input_digest, ':')) FROM datasets WHERE id = ?"
        parts = repr(schema.fetchall()) + repr(connection.execute(stored, (MODEL,)).fetchall())
    return hashlib.sha256(parts.encode()).hexdigest()


def prepare(program: Path, tools: Tools, folder: Path, size: Size, work: Path) -> Databases:
    """Creates the databases. The large one, in `folder`, is reused if this build would create the same one.

    The small one contains the bundled data and the last government of the large one, so that most requests have the
    same response in both."""
    bundled, small, large = work / "bundled.sqlite", work / "small.sqlite", folder / "tassei.sqlite"
    for database in (bundled, small):
        remove(database)
    add_bundled("bundled", program, tools, bundled, work)
    note = folder / "made.json"
    made = json.loads(note.read_text()) if note.exists() else {}
    if made.get("governments", size.governments) != size.governments:
        raise SystemExit(f"{folder} contains {made['governments']:,} governments: use another folder or --governments")
    wanted = {"form": form(bundled), "governments": size.governments, "measures": size.measures,
              "indicators": size.indicators, "seed": SEED}
    if any(made.get(key) != value for key, value in wanted.items()) or not large.exists():
        made = wanted | make_large(program, tools, folder, size, work)
        note.write_text(json.dumps(made))
    folders = sorted((folder / "governments").glob("[0-9]*"))
    import_folder(program, tools, small, folders[-1])
    add_bundled("small", program, tools, small, work)
    return Databases(bundled, small, large, size, made)


def make_large(program: Path, tools: Tools, folder: Path, size: Size, work: Path) -> dict[str, float]:
    """Writes the synthetic governments and imports one after the other; returns how long each took."""
    governments, database = folder / "governments", folder / "tassei.sqlite"
    shutil.rmtree(governments, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    remove(database)
    print(f"writing {size.governments:,} governments into {governments}", file=sys.stderr)
    began = time.perf_counter()
    model = Path(__file__).resolve().parents[2] / "data" / MODEL
    folders = write_all(governments, size, SEED, model, os.cpu_count() or 1)
    written = time.perf_counter() - began
    began = time.perf_counter()
    for number, government in enumerate(folders, 1):
        import_folder(program, tools, database, government)
        if number % 100 == 0:
            print(f"imported {number:,} governments, {time.perf_counter() - began:.0f} s", file=sys.stderr)
    add_bundled("large", program, tools, database, work)
    return {"writing_seconds": written, "importing_seconds": time.perf_counter() - began,
            "database_bytes": database.stat().st_size}
