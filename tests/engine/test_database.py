"""Transactions: what stays after a refusal, and what does not after a mistake."""

import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from types import ModuleType

import pytest
import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.engine import limits, postgresql, schema, sqlite_file
from ssc_desktop.engine.database import Database
from ssc_desktop.engine.limits import Kind
from tests.engine.house import House, on_sqlite


def count(house: House) -> int:
    with house.database.read() as connection:
        return limits.count(connection, Kind.EVIDENCE, "x", 0)


def record_and_raise(house: House, error: Exception) -> None:
    with house.database.write() as connection:
        limits.record(connection, Kind.EVIDENCE, "x", 1.0)
        raise error


def test_a_refusal_keeps_what_it_has_counted(house: House) -> None:
    with pytest.raises(AppError):
        record_and_raise(house, AppError(ErrorCode.EVIDENCE_MISMATCH))
    assert count(house) == 1


def test_a_mistake_undoes_everything(house: House) -> None:
    with pytest.raises(ZeroDivisionError):
        record_and_raise(house, ZeroDivisionError())
    assert count(house) == 0


def test_threads_write_one_after_another(house: House) -> None:
    def add(_: int) -> None:
        with house.database.write() as connection:
            seen = limits.count(connection, Kind.EVIDENCE, "x", 0)
            limits.record(connection, Kind.EVIDENCE, "x", float(seen + 1))

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(add, range(100)))
    with house.database.read() as connection:
        seen = connection.scalars(sa.select(schema.events.c.at))
        assert sorted(seen) == list(range(1, 101))


def test_reads_go_on_beside_a_write(house: House) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with house.database.write() as connection:
            limits.record(connection, Kind.EVIDENCE, "x", 1.0)
            begun.set()
            go_on.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(10)
        assert count(house) == 0
    finally:
        go_on.set()
        writer.join()
    assert count(house) == 1


@pytest.mark.parametrize("kind", [sqlite_file, postgresql], ids=["SQLite", "PostgreSQL"])
def test_who_finds_no_connection_free_is_told_that_it_is_busy(kind: ModuleType) -> None:
    engine = sa.create_engine(
        "sqlite://", poolclass=sa.QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.01
    )
    database = Database(engine, kind.storage_errors)
    with database.read(), pytest.raises(AppError) as caught, database.read():
        pass
    assert caught.value.code is ErrorCode.STORAGE_LOCKED
    database.close()


@pytest.mark.parametrize("house", [on_sqlite], indirect=True)
def test_connections_are_careful(house: House) -> None:
    with house.database.read() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "synchronous", "busy_timeout", "journal_mode")
        }
    assert told == {
        "foreign_keys": 1,
        "synchronous": 3,
        "busy_timeout": 5_000,
        "journal_mode": "delete",
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/srv/a b/50%#?.sqlite"), "file:///srv/a%20b/50%25%23%3F.sqlite"),
        (PurePosixPath("//srv/x.sqlite"), "file:////srv/x.sqlite"),
        (PurePosixPath(os.fsdecode(b"/srv/\xff.sqlite")), "file:///srv/%FF.sqlite"),
        (PureWindowsPath(r"C:\a b\50%#.sqlite"), "file:///C:/a%20b/50%25%23.sqlite"),
        (PureWindowsPath(r"\\desk\a b\50%#.sqlite"), "file:////desk/a%20b/50%25%23.sqlite"),
        (PureWindowsPath(r"C:\ملف.sqlite"), "file:///C:/%D9%85%D9%84%D9%81.sqlite"),
    ],
    ids=["posix", "two slashes", "no text", "drive", "shared folder", "arabic"],
)
def test_a_file_is_named_as_sqlite_reads_it(path: PurePath, expected: str) -> None:
    assert sqlite_file.uri_of(path) == expected
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):  # it is only not there
        sqlite3.connect(f"{expected}?mode=rw", uri=True)


def test_an_account_belongs_to_a_person(house: House) -> None:
    with pytest.raises(sa.exc.IntegrityError), house.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO accounts (number, phone, activation_channel, password_hash, failures,"
            " locked_until, created_at, updated_at) VALUES ('9999999999', '', '', '', 0, 0, 0, 0)"
        )


@pytest.mark.parametrize(
    ("times", "now", "expected"),
    [
        ([], 100.0, 0),
        ([1.0], 100.0, 0),
        ([50.0, 60.0, 70.0], 100.0, 10),
        ([50.0, 60.0, 70.0], 110.0, 0),
        ([50.0, 60.0, 70.0, 80.0], 100.0, 20),
        ([50.5, 60.0, 70.0], 100.0, 11),
    ],
)
def test_waiting_for_a_window(house: House, times: list[float], now: float, expected: int) -> None:
    with house.database.write() as connection:
        for at in times:
            limits.record(connection, Kind.EVIDENCE, "x", at)
            limits.record(connection, Kind.EVIDENCE, "other", now)
        wait = limits.wait(connection, Kind.EVIDENCE, "x", limit=3, window=60, now=now)
    assert wait == expected
