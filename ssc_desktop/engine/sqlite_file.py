"""SQLite, and the file that it keeps a database in.

A file is made complete under another name and then takes its own, so a file that carries the name
is either whole or somebody else's; what exists is never overwritten.
"""

import contextlib
import errno
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.pool import QueuePool

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.engine import schema
from ssc_desktop.engine.database import Database, Fill

APPLICATION_ID = 0x53534344  # marks our files ("SSCD"), where SQLite keeps a place for it
BUSY_SECONDS = 5.0
_MAGIC = b"SQLite format 3\x00"
_CHECKED_BYTES = 16 * 1024 * 1024  # a larger file is not read through at every start
_UNFINISHED, _UNFINISHED_SECONDS = ".making-", 3_600  # nobody takes that long to make a file
_FULL = {"ENOSPC", "EDQUOT", "EFBIG"}


@dataclass(frozen=True)
class SqliteFile:
    """A store in one file; `busy_seconds` is how long to wait for another program's writing.

    Opening raises AppError STORAGE_DAMAGED (also for a file that is not ours), STORAGE_VERSION,
    STORAGE_LOCKED, STORAGE_READ_ONLY or STORAGE_FULL; the file stays as it was.
    """

    path: Path
    busy_seconds: float = BUSY_SECONDS

    def is_new(self) -> bool:
        """Tell whether there is no such file; its folder is there afterwards."""
        with storage_errors():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return not self.path.exists()

    def make(self, fill: Fill) -> None:
        """Make the file, unless somebody else has made it meanwhile; nobody else may read it.

        A crash on the way leaves nothing under the name.
        """
        with storage_errors():
            _sweep(self.path.parent)
            folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.path.parent))
            try:
                unfinished = folder / self.path.name
                unfinished.touch(0o600)
                engine = _engine(unfinished, self.busy_seconds)
                try:
                    with engine.connect() as connection:
                        connection.execution_options(writing=True)
                        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                        _make_tables(connection)
                        fill(connection)
                        connection.commit()
                finally:
                    engine.dispose()
                give_name(unfinished, self.path)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def refill(self, fill: Fill) -> None:
        """Replace all that the file holds; one of another schema version is brought to this one."""
        engine = _engine_for_existing(self.path, self.busy_seconds)
        try:
            with storage_errors(), engine.connect() as connection:
                connection.execution_options(writing=True)
                _check_file(connection, self.path)
                found = sa.MetaData()
                found.reflect(connection)
                found.drop_all(connection)
                _make_tables(connection)
                fill(connection)
                connection.commit()
        finally:
            engine.dispose()

    def open(self) -> Database:
        """Open the file after looking whether it is whole and can be written."""
        engine = _engine_for_existing(self.path, self.busy_seconds)
        try:
            with storage_errors(), engine.connect() as connection:
                # The lock of a writer: from here on nobody changes the file, and it can be changed.
                connection.execution_options(writing=True)
                _check_file(connection, self.path)
                _check_version(connection)
        except BaseException:
            engine.dispose()
            raise
        return Database(engine, _database_errors)


def give_name(made: Path, name: Path) -> None:
    """Move a file to a name that nobody has taken; a name already taken is left as it is."""
    try:
        os.link(made, name)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not name.exists():
            made.rename(name)
    if os.name == "posix":
        folder = os.open(name.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def uri_of(path: PurePath) -> str:
    """Return the URI of an absolute path, as SQLite reads it.

    Unlike `as_uri`, it names the computer of a shared Windows folder within the path: SQLite takes
    none before it.
    """
    name = path.as_posix()
    return "file://" + quote(os.fsencode(name if name.startswith("/") else f"/{name}"), safe="/:")


@contextlib.contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what the database and the disk complain of into AppError STORAGE_…."""
    try:
        with _database_errors():
            yield
    except OSError as error:
        raise AppError(_code_of_disk(error)) from error


@contextlib.contextmanager
def _database_errors() -> Iterator[None]:
    """Turn what the database alone complains of into AppError STORAGE_…."""
    try:
        yield
    except exc.DBAPIError as error:
        code = _code_of(error.orig)
        if code is None:
            raise
        raise AppError(code) from error
    except sqlite3.Error as error:
        code = _code_of(error)
        if code is None:
            raise
        raise AppError(code) from error
    except exc.TimeoutError as error:  # all our connections are in use
        raise AppError(ErrorCode.STORAGE_LOCKED) from error
    except UnicodeDecodeError as error:  # names inside a damaged file
        raise AppError(ErrorCode.STORAGE_DAMAGED) from error


def _engine(path: Path, busy_seconds: float) -> sa.Engine:
    address = f"{uri_of(path.absolute())}?mode=rw"  # never makes a file

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = EXTRA")
            # What is deleted or blanked is overwritten, whatever this SQLite was built to do.
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = sa.create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _sweep(folder: Path) -> None:
    """Remove what a crash has left half made."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(FileNotFoundError):  # whoever was making it has just ended
            if time.time() - left.stat().st_mtime > _UNFINISHED_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _engine_for_existing(path: Path, busy_seconds: float) -> sa.Engine:
    with storage_errors():
        if path.is_fifo():  # reading one would wait for whoever writes
            raise AppError(ErrorCode.STORAGE_DAMAGED)
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise AppError(ErrorCode.STORAGE_DAMAGED)
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise AppError(ErrorCode.STORAGE_READ_ONLY)
    return _engine(path, busy_seconds)


def _make_tables(connection: sa.Connection) -> None:
    schema.metadata.create_all(connection)
    row = {"key": "schema_version", "value": str(schema.SCHEMA_VERSION)}
    connection.execute(sa.insert(schema.meta), row)


def _check_file(connection: sa.Connection, path: Path) -> None:
    def pragma(name: str) -> object:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    if pragma("application_id") != APPLICATION_ID:
        raise AppError(ErrorCode.STORAGE_DAMAGED)
    size = path.stat().st_size
    if size != int(str(pragma("page_count"))) * int(str(pragma("page_size"))):
        raise AppError(ErrorCode.STORAGE_DAMAGED)
    if size <= _CHECKED_BYTES and pragma("integrity_check(1)") != "ok":
        raise AppError(ErrorCode.STORAGE_DAMAGED)


def _check_version(connection: sa.Connection) -> None:
    version = connection.scalar(
        sa.select(schema.meta.c.value).where(schema.meta.c.key == "schema_version")
    )
    if version != str(schema.SCHEMA_VERSION):
        raise AppError(ErrorCode.STORAGE_VERSION)


def _code_of(error: BaseException | None) -> ErrorCode | None:
    """Return what an error of sqlite3 means for the person, None where it is our own mistake."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
        return ErrorCode.STORAGE_LOCKED
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return ErrorCode.STORAGE_READ_ONLY
    # A full disk shows as the one or the other, by what was being written.
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE")):
        return ErrorCode.STORAGE_FULL
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_FORMAT")):
        return ErrorCode.STORAGE_DAMAGED
    # A table that is not there, a text that is none: the file is not as we made it.
    if (name == "SQLITE_ERROR" and "no such" in str(error)) or "decode to UTF-8" in str(error):
        return ErrorCode.STORAGE_DAMAGED
    return None


def _code_of_disk(error: OSError) -> ErrorCode:
    if errno.errorcode.get(error.errno or 0) in _FULL:
        return ErrorCode.STORAGE_FULL
    if isinstance(error, IsADirectoryError):  # a folder where our file should be
        return ErrorCode.STORAGE_DAMAGED
    return ErrorCode.STORAGE_READ_ONLY
