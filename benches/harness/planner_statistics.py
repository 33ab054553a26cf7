"""Writes the statistics of a large SQLite database into the migration that gives them to every database."""

import sqlite3
from contextlib import closing
from pathlib import Path

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations" / "sqlite"
# Tables that do not grow with the governments.
WITHOUT = ("changes", "datasets", "redirects", "service_state", "topic_members", "topics")


def write_statistics(database: Path) -> None:
    """Runs ANALYZE, and replaces the rows in the migration."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ANALYZE")
        rows = connection.execute("SELECT tbl, idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL ORDER BY tbl, idx")
        lines = [f"    ('{table}', '{index}', '{stat}')" for table, index, stat in rows
                 if table not in WITHOUT and not table.startswith(("search", "__"))]
    [migration] = MIGRATIONS.glob("*_statistics/up.sql")
    head, values, _ = migration.read_text(encoding="utf-8").partition("VALUES\n")
    migration.write_text(head + values + ",\n".join(lines) + ";\n", encoding="utf-8")
