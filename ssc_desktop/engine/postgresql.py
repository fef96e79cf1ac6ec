"""PostgreSQL, where several workers and hosts share one database.

A write transaction begins by taking one lock that all share, and holds it to its end: writes go one
after another here as they do in a SQLite file, so a rule may look, decide and write without any
other coming between. In READ COMMITTED every statement sees what was committed before it began,
and the lock is given back only after the commit can be seen.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.engine import schema
from ssc_desktop.engine.database import Database, Fill

_LOCKS = 0x53534344  # the class of our advisory locks ("SSCD"); others may use the same server
_WRITING, _MAKING = 1, 2
_VERSIONS = "alembic_version"

_CONNECTIONS = 5  # of one process: one that writes, one that tends, the others read
_CONNECT_SECONDS, _WAIT_SECONDS, _STATEMENT_SECONDS = 5, 5, 15
# Nobody holds the others up for longer, also not who falls silent in a transaction.
_LIMITS = {
    "lock_timeout": f"{_WAIT_SECONDS}s",
    "statement_timeout": f"{_STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": "10s",
}
_NO_LIMITS = dict.fromkeys(_LIMITS, "0")
_DURABLE = {"synchronous_commit": "on"}  # whatever the database defaults to

# Error classes and codes of PostgreSQL, the longer ones first; what is missing is our own mistake.
_CODES = {
    "25006": ErrorCode.STORAGE_READ_ONLY,  # a standby
    "42501": ErrorCode.STORAGE_READ_ONLY,  # no right to it
    "53100": ErrorCode.STORAGE_FULL,
    "57014": ErrorCode.STORAGE_LOCKED,  # took too long
    "58030": ErrorCode.STORAGE_DAMAGED,  # its disk
    "42P01": ErrorCode.STORAGE_DAMAGED,  # a table or column that is not there
    "42703": ErrorCode.STORAGE_DAMAGED,
    "08": ErrorCode.STORAGE_LOCKED,  # the connection
    "40": ErrorCode.STORAGE_LOCKED,  # undone for another's sake
    "53": ErrorCode.STORAGE_LOCKED,  # too many connections, no memory
    "55": ErrorCode.STORAGE_LOCKED,  # waited too long
    "57": ErrorCode.STORAGE_LOCKED,  # shutting down or starting up
    "25P": ErrorCode.STORAGE_LOCKED,  # fell silent
    "XX": ErrorCode.STORAGE_DAMAGED,
}


@dataclass(frozen=True)
class PostgresDatabase:
    """A store on a PostgreSQL server, by the URL of a database that is there already.

    Raises AppError STORAGE_LOCKED where it does not answer or is too busy, STORAGE_READ_ONLY where
    our role may not write, STORAGE_DAMAGED where it holds tables of somebody else.
    """

    url: sa.URL = field(repr=False)

    def is_new(self) -> bool:
        """Tell whether the database is empty."""
        with self._engine() as engine, engine.connect() as connection:
            return not sa.inspect(connection).get_table_names()

    def make(self, fill: Fill) -> None:
        """Make the tables, in one transaction with what `fill` writes."""
        from ssc_desktop.engine import migrations

        with self._engine() as engine, engine.begin() as connection:
            _take(connection, _MAKING)
            if sa.inspect(connection).get_table_names():
                return
            migrations.upgrade(connection)
            fill(connection)

    def upgrade(self) -> None:
        """Bring the tables of an earlier version to this one; make them where there are none."""
        from ssc_desktop.engine import migrations

        with self._engine() as engine, engine.begin() as connection:
            _take(connection, _MAKING)
            _take(connection, _WRITING)
            is_new = not sa.inspect(connection).get_table_names()
            if is_new or _version(connection) != _wanted():
                migrations.upgrade(connection)

    def open(self) -> Database:
        """Connect after looking whether the tables are of this version."""
        engine = _engine(self.url, _LIMITS)
        try:
            with storage_errors(), engine.connect() as connection:
                if _version(connection) != _wanted():
                    raise AppError(ErrorCode.STORAGE_VERSION)
        except BaseException:
            engine.dispose()
            raise
        return _Shared(engine, storage_errors)

    @contextlib.contextmanager
    def _engine(self) -> Iterator[sa.Engine]:
        """Connect for something that may take its time."""
        engine = _engine(self.url, _NO_LIMITS)
        try:
            with storage_errors():
                yield engine
        finally:
            engine.dispose()


class _Shared(Database):
    @contextlib.contextmanager
    def alone(self, task: str) -> Iterator[bool]:
        """Tell whether a task is ours to do now, or another process is at it, while it lasts."""
        number = int.from_bytes(hashlib.sha256(task.encode()).digest()[:4], "big", signed=True)
        with self._errors(), self._engine.connect() as connection:
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            lock = (_LOCKS, number)
            ours = connection.scalar(sa.select(sa.func.pg_try_advisory_lock(*lock)))
            try:
                yield bool(ours)
            finally:
                if ours:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(*lock)))


def read_url(text: str) -> sa.URL:
    """Read postgresql://[user[:password]@][host][:port]/database[?option=…]. Raises ValueError."""
    from psycopg import ProgrammingError, conninfo

    try:
        url = sa.make_url(text)
        options = {k: v if isinstance(v, str) else ",".join(v) for k, v in url.query.items()}
        asked = conninfo.make_conninfo(**options)
        conninfo.timeout_from_conninfo(conninfo.conninfo_to_dict(asked))
    except (exc.ArgumentError, ProgrammingError):
        raise ValueError from None
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise ValueError(url.drivername)
    return url.set(drivername="postgresql+psycopg")


@contextlib.contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what PostgreSQL complains of into AppError STORAGE_…."""
    try:
        yield
    except exc.DBAPIError as error:
        code = _code_of(error)
        if code is None:
            raise
        raise AppError(code) from error
    except exc.TimeoutError as error:  # all our connections are in use
        raise AppError(ErrorCode.STORAGE_LOCKED) from error


def _engine(url: sa.URL, limits: dict[str, str]) -> sa.Engine:
    ours: dict[str, Any] = {
        "connect_timeout": _CONNECT_SECONDS,
        "tcp_user_timeout": _STATEMENT_SECONDS * 1_000,
        "application_name": "ssc-desktop",
    }
    settings = [f"-c {name}={value}" for name, value in (_DURABLE | limits).items()]
    options = " ".join([*settings, str(url.query.get("options", ""))])  # what comes later wins
    engine = sa.create_engine(
        url,
        connect_args={k: v for k, v in ours.items() if k not in url.query} | {"options": options},
        isolation_level="READ COMMITTED",
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        hide_parameters=True,
        # The server may have been started anew since a connection was used last.
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            _take(connection, _WRITING)

    return engine


def _take(connection: sa.Connection, lock: int) -> None:
    """Wait for a lock and keep it until the transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCKS}, {lock})")


def _wanted() -> str:
    return str(schema.SCHEMA_VERSION)


def _version(connection: sa.Connection) -> str:
    """Return the version of the tables. Raises AppError STORAGE_DAMAGED if they are not ours."""
    if _VERSIONS not in sa.inspect(connection).get_table_names():
        raise AppError(ErrorCode.STORAGE_DAMAGED)
    return str(connection.exec_driver_sql(f"SELECT version_num FROM {_VERSIONS}").scalar())


def _code_of(error: exc.DBAPIError) -> ErrorCode | None:
    """Return what an error of psycopg means for the operator, None where it is our own mistake."""
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        # Nothing came back at all, as long as it was not refused before it was sent.
        return ErrorCode.STORAGE_LOCKED if isinstance(error, exc.OperationalError) else None
    for length in (5, 3, 2):
        if state[:length] in _CODES:
            return _CODES[state[:length]]
    return None
