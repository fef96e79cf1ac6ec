"""Transactions: what stays after a refusal, and what does not after a mistake."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.engine import limits, schema
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
