"""A PostgreSQL server of the tests' own on this machine; it ends with them."""

import atexit
import contextlib
import itertools
import os
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ssc_desktop.engine.postgresql import PostgresDatabase, read_url

PACKAGE = "postgresql"
_PLACES = Path("/usr/lib/postgresql")  # where Debian keeps the programs of each version
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "synchronous_commit": "off",
    "unix_socket_directories": "",
}
_KEPT = 8  # databases; more than a test needs at once
_numbers = itertools.count()


@dataclass
class Cluster:
    """A server and its folder; databases are made on it one after another."""

    programs: Path
    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    templates: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def query(self, sql: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Carry one statement out and return its rows."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            done = connection.execute(sql)
            return done.fetchall() if done.description else []

    def empty(self) -> str:
        """Make an empty database and return its address."""
        return self._make("template1", self.kept)

    def copy(self, kind: str, make: Callable[[PostgresDatabase], None]) -> str:
        """Return the address of a new copy of a database that is made once for its kind."""
        if kind not in self.templates:
            made = self._make("template1", [])
            make(store_at(made))
            self.templates[kind] = made.rpartition("/")[2]
        return self._make(self.templates[kind], self.kept)

    def _make(self, template: str, kept: list[str]) -> str:
        if len(kept) >= _KEPT:
            self.query(f"DROP DATABASE IF EXISTS {kept.pop(0)} WITH (FORCE)")
        name = f"test_{next(_numbers)}"
        self.query(f"CREATE DATABASE {name} TEMPLATE {template}")
        kept.append(name)
        return self.url(name)

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        for _ in range(5):
            if self.port == 0 or self.process is None:
                self.port = _free_port()
            settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
            command = [self.programs / "postgres", "-D", self.folder, f"--port={self.port}"]
            with (self.folder / "log").open("ab") as log:
                self.process = subprocess.Popen(
                    [*_as_another(), *command, *settings],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            if self._answers():
                return
            self.process = None  # somebody else took the port
        raise RuntimeError((self.folder / "log").read_text("utf-8"))

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server as pg_ctl does, and keep its folder."""
        if self.process is not None:
            command = [self.programs / "pg_ctl", "stop", "-m", mode, "-D", self.folder]
            subprocess.run([*_as_another(), *command], check=True, capture_output=True)
            self.process.wait()

    def _answers(self) -> bool:
        assert self.process is not None
        while self.process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                self.query("SELECT 1")
                return True
            time.sleep(0.05)
        return False


@cache
def running() -> Cluster:
    """Start the server once for this run; skip the test where the package is missing."""
    versions = sorted(_PLACES.glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    if not versions:
        assert not os.environ.get("SSC_REQUIRE_SYSTEM_TESTS"), f"{PACKAGE} is missing"
        pytest.skip(f"needs the package {PACKAGE}")
    folder = Path(tempfile.mkdtemp(prefix="ssc-desktop-postgres-"))
    if _as_another():
        shutil.chown(folder, "postgres", "postgres")
    cluster = Cluster(versions[-1].parent, folder)
    initdb = [cluster.programs / "initdb", "-D", folder, "-U", "postgres", "--auth=trust"]
    locale = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run([*_as_another(), *initdb, *locale], check=True, capture_output=True)
    atexit.register(_end, cluster)
    cluster.start()
    return cluster


def store_at(url: str) -> PostgresDatabase:
    """Return the store at an address."""
    return PostgresDatabase(read_url(url))


def _as_another() -> list[str]:
    """Return what has to stand before a command, since the server does not run for root."""
    if os.geteuid() != 0:
        return []
    # Should the tests be killed, the server ends too.
    user = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT"]
    return ["setpriv", *user, "--"]


def _free_port() -> int:
    """Return a port that no connection is given by chance, so that it is free after a stop too."""
    while True:
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", random.randrange(10_000, 30_000)))
            return int(free.getsockname()[1])


def _end(cluster: Cluster) -> None:
    cluster.stop()
    shutil.rmtree(cluster.folder, ignore_errors=True)
