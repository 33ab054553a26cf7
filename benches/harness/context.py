"""What the measurements share: options, programs, databases, and servers that run until the end."""

import random
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from . import servers
from .databases import Databases
from .servers import Server
from .synthetic import MODEL
from .tools import Tools

LIST = f"/v1/indicators?localgov_code={MODEL}&limit=100"
ITEM = "/v1/indicators/072036-gk2022-1-3-1-dx-online"
GZIP = {"Accept-Encoding": "gzip"}


@dataclass
class Context:
    """The state of a run."""

    tools: Tools
    program: Path
    work: Path
    databases: Databases
    quick: bool
    rounds: int
    seconds: int
    chance: random.Random
    servers: ExitStack = field(default_factory=ExitStack)

    def tassei(self, name: str, database: Path, cache_megabytes: int | None) -> Server:
        """Starts Tassei until the end of the load."""
        return self.servers.enter_context(
            servers.tassei(name, self.program, self.tools, database, self.work, cache_megabytes))

    @cached_property
    def bundled(self) -> Server:
        """The bundled data with the default cache."""
        return self.tassei("tassei, bundled data", self.databases.bundled, None)

    @cached_property
    def small(self) -> Server:
        """The small database without a cache."""
        return self.tassei("tassei, small, no cache", self.databases.small, 0)

    @cached_property
    def large(self) -> Server:
        """The large database without a cache."""
        return self.tassei("tassei, large, no cache", self.databases.large, 0)

    @cached_property
    def nginx(self) -> Server:
        """nginx with the bytes of Tassei's responses."""
        files = {name: (self.bundled.get(path)[2], self.bundled.get(path, GZIP)[2])
                 for name, path in (("list", LIST), ("item", ITEM))}
        return self.servers.enter_context(servers.nginx(self.tools, files, self.work))

    @cached_property
    def datasette(self) -> Server:
        """Datasette over the large database."""
        return self.servers.enter_context(servers.datasette(self.tools, self.databases.large, self.work))

    @cached_property
    def fastapi(self) -> Server:
        """FastAPI over the large database."""
        return self.servers.enter_context(servers.fastapi(self.tools, self.databases.large, self.work))

    @cached_property
    def governments(self) -> list[str]:
        """Some codes of synthetic governments."""
        return self.sample("SELECT localgov_code FROM local_governments WHERE localgov_code > '9' ORDER BY 1", 64)

    @cached_property
    def indicators(self) -> list[str]:
        """Some ids of synthetic indicators, from all over the country."""
        ids = []
        for code in self.governments:
            ids += self.sample(f"SELECT id FROM indicators WHERE localgov_code = '{code}' ORDER BY id", 4)
        return ids

    def bundled_ids(self, table: str) -> list[str]:
        """Some ids of the bundled rows of a table."""
        return self.sample(f"SELECT id FROM {table} WHERE localgov_code = '{MODEL}' ORDER BY id", 16)

    def sample(self, query: str, count: int) -> list[str]:
        """Returns a sample of the texts that a query on the large database selects."""
        with closing(sqlite3.connect(f"file:{self.databases.large}?mode=ro", uri=True)) as connection:
            found = [text for text, in connection.execute(query)]
        return self.chance.sample(found, min(count, len(found)))
