"""Look-ups in the civil registry: among ten thousand people, and among very many.

The people are made by a formula, in the database itself: families of four, whose numbers lie
scattered over all there are.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.measured import Measured
from ssc_desktop.engine import registry
from ssc_desktop.engine.database import Database, Store
from ssc_desktop.engine.sqlite_file import SqliteFile
from tests import postgres

FEW, MANY = 10_000, 1_000_000
_BUDGET = 1.5
_LOOK_UPS, _TURNS = 200, 10  # short turns and many: both sides meet the same machine
_MIB = 1024 * 1024
_SPREAD, _STEP = 1_000_000_000, 387_420_489  # without a common divisor, so no number comes twice

# {n} is the place in the formula of whoever is meant.
_NUMBER = "CAST(9000000000 + ({n}) * {step} % {spread} AS VARCHAR(10))".replace(
    "{step}", str(_STEP)
).replace("{spread}", str(_SPREAD))
_COLUMNS = {
    "number": _NUMBER.format(n="i"),
    "nationality": "'jordanian'",
    "name": "'سالم عبد الرحمن محمود المجالي ' || i",
    "sex": "CASE i % 2 WHEN 0 THEN 'M' ELSE 'F' END",
    "birth_date": "'19' || (50 + i % 49) || '-0' || (1 + i % 9) || '-1' || (i % 9)",
    "country": "'JO'",
    "card_number": f"CAST(100000000 + i * 7919 % {_SPREAD - 100_000_000} AS VARCHAR(9))",
    "father": f"CASE WHEN i % 4 < 2 THEN NULL ELSE {_NUMBER.format(n='i - i % 4')} END",
    "mother": f"CASE WHEN i % 4 < 2 THEN NULL ELSE {_NUMBER.format(n='i - i % 4 + 1')} END",
    "spouse": f"CASE i % 4 WHEN 0 THEN {_NUMBER.format(n='i + 1')}"
    f" WHEN 1 THEN {_NUMBER.format(n='i - 1')} ELSE NULL END",
    "insurance_number": f"CASE i % 3 WHEN 0 THEN NULL ELSE {_NUMBER.format(n='i + 500000000')} END",
}
_COUNT = {
    "sqlite": "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i + 1 < {n})"
    " SELECT {columns} FROM c",
    "postgresql": "SELECT {columns} FROM generate_series(CAST(0 AS BIGINT), {n} - 1) AS c(i)",
}


@dataclass(frozen=True)
class Built:
    """A registry that was made for this; `size` in bytes, `seconds` it took to make."""

    kind: str
    people: int
    database: Database
    seconds: float
    size: int

    def __str__(self) -> str:
        return (
            f"{self.people:,} people on {self.kind}: made in {self.seconds:.0f} s,"
            f" {self.size / _MIB:,.0f} MiB"
        )


def look_ups(people: int, rounds: int) -> tuple[list[Measured], list[str]]:
    """Compare look-ups among many people with those among few; also say what was built."""
    measured: list[Measured] = []
    remarks: list[str] = []
    for kind, build in (("SQLite", _on_sqlite), ("PostgreSQL", _on_postgresql)):
        try:
            with build(FEW) as few, build(people) as many:
                remarks.append(str(many))
                name = f"look-ups among {people:,} / among {FEW:,}, {kind}"
                measured.append(Measured(name, _ratio(few, many, rounds), at_most=_BUDGET))
        except pytest.skip.Exception as missing:
            remarks.append(f"{kind} was not measured: {missing}")
    return measured, remarks


def _ratio(few: Built, many: Built, rounds: int) -> float:
    taken: dict[int, list[float]] = {few.people: [], many.people: []}
    for turn in range(rounds * _TURNS + 1):
        for built in (few, many):
            seconds = _look_up(built, seed=turn)
            if turn:  # the first warms both up
                taken[built.people].append(seconds)
    return statistics.median(taken[many.people]) / statistics.median(taken[few.people])


def _look_up(built: Built, seed: int) -> float:
    """Prove people's mothers, each in a transaction as the service does; return the seconds."""
    chosen = random.Random(seed)
    children = [chosen.randrange(built.people // 4) * 4 + 2 for _ in range(_LOOK_UPS)]
    began = time.perf_counter()
    for child in children:
        with built.database.read() as connection:
            person = registry.find(connection, _number(child))
            mother = registry.find(connection, _number(child - 1))
            assert person is not None
            assert mother is not None
            assert registry.is_kin(person, mother, registry.Kinship.PARENT)
    return time.perf_counter() - began


def _number(place: int) -> str:
    return str(9_000_000_000 + place * _STEP % _SPREAD)


@contextmanager
def _on_sqlite(people: int) -> Iterator[Built]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "registry.sqlite"
        began = time.perf_counter()
        database = _made(SqliteFile(path), people)
        seconds = time.perf_counter() - began
        try:
            yield Built("SQLite", people, database, seconds, path.stat().st_size)
        finally:
            database.close()


@contextmanager
def _on_postgresql(people: int) -> Iterator[Built]:
    cluster = postgres.running()
    address = cluster.empty()
    name = address.rpartition("/")[2]
    began = time.perf_counter()
    database = _made(postgres.store_at(address), people)
    cluster.query("ANALYZE", name)
    seconds = time.perf_counter() - began
    size = int(cluster.query(f"SELECT pg_database_size('{name}')")[0][0])
    try:
        yield Built("PostgreSQL", people, database, seconds, size)
    finally:
        database.close()


def _made(store: Store, people: int) -> Database:
    def fill(connection: sa.Connection) -> None:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA cache_size = -400000")
        select = _COUNT[connection.dialect.name].format(
            n=people, columns=", ".join(_COLUMNS.values())
        )
        names = ", ".join(_COLUMNS)
        connection.execute(sa.text(f"INSERT INTO persons ({names}) {select}"))

    store.make(fill)
    return store.open()
