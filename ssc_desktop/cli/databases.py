"""Databases as the command line names them, and why one cannot be used."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.cli import wording
from ssc_desktop.cli.wording import CommandError, Words
from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E

if TYPE_CHECKING:
    from ssc_desktop.engine.postgresql import PostgresDatabase
    from ssc_desktop.engine.sqlite_file import SqliteFile

UPGRADE = "ssc-desktop admin database upgrade"
_SQLITE = "sqlite:///"

_WRONG_URL = Words(
    "قيمة \u2066--database-url\u2069 يجب أن تكون \u2066sqlite:///FILE\u2069 أو"
    " \u2066postgresql://USER@HOST/DATABASE\u2069.",
    "--database-url must be sqlite:///FILE or postgresql://USER@HOST/DATABASE.",
)
_NOT_SHARED = Words(
    "يحتاج التدريب على قاعدة بيانات مشتركة إلى PostgreSQL. أما مع SQLite فيرجى استخدام"
    " \u2066--data-dir\u2069.",
    "Training on a shared database needs PostgreSQL; with SQLite it is --data-dir.",
)
_VERSION_OF_FILE = Words(
    "قاعدة البيانات {place} من إصدار آخر للبرنامج، وقد بقيت كما هي. يرجى تحديد ملف آخر باستخدام"
    " \u2066--database-url\u2069.",
    "The database {place} belongs to another version of the program; it was left as it is. Name"
    " another file with --database-url.",
)
_WORDS: Mapping[E, Words] = {
    E.STORAGE_DAMAGED: Words(
        "قاعدة البيانات {place} تالفة أو لا تخص هذا البرنامج أو أُنشئت بأسرار أخرى، وقد بقيت كما"
        " هي.",
        "The database {place} is damaged, is not one of this program's, or was made with other"
        " secrets; it was left as it is.",
    ),
    E.STORAGE_LOCKED: Words(
        "قاعدة البيانات {place} مشغولة أو تعذّر الاتصال بها: {detail}",
        "The database {place} cannot be reached, or is too busy: {detail}",
    ),
    E.STORAGE_READ_ONLY: Words(
        "تعذّرت الكتابة في قاعدة البيانات {place}. يرجى التأكد من الصلاحيات.",
        "The database {place} cannot be written. Check the permissions.",
    ),
    E.STORAGE_FULL: Words(
        "لا توجد مساحة كافية لقاعدة البيانات {place}، ولم يُفقد أي شيء. يرجى توفير مساحة ثم إعادة"
        " المحاولة.",
        "There is no room left for the database {place}. Make some and try again; nothing was"
        " lost.",
    ),
    E.STORAGE_VERSION: Words(
        "قاعدة البيانات {place} من إصدار آخر للبرنامج. إذا كان أقدم فيمكن ترقيتها"
        " بالأمر {command}.",
        "The database {place} belongs to another version of the program; {command} brings an"
        " earlier one to this one.",
    ),
}


@dataclass(frozen=True)
class Named:
    """A database that the command line names; `place` is what it is called, without a password."""

    store: SqliteFile | PostgresDatabase
    place: str

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Word what is wrong with it."""
        try:
            yield
        except AppError as error:
            words = _WORDS.get(error.code)
            if words is None:
                raise
            if error.code is E.STORAGE_VERSION and isinstance(self.store, _sqlite_file()):
                words = _VERSION_OF_FILE
            detail = _first_line(error.__cause__)
            raise CommandError(words, place=self.place, command=UPGRADE, detail=detail) from error


def named(url: str | None, otherwise: Path) -> Named:
    """Return the database at a URL, or in a file where there is none. Raises CommandError."""
    name = "" if url is None else url.removeprefix(_SQLITE)
    if url is None or (url.startswith(_SQLITE) and name):
        # Options and databases in memory there are none: a file of that name would be a new one.
        if "?" in name or name == ":memory:" or not name.isprintable():
            raise CommandError(_WRONG_URL, 2)
        file = otherwise if url is None else Path(name)
        return Named(_sqlite_file()(file), str(file))
    return _on_postgresql(url, _WRONG_URL)


def is_shared(url: str | None) -> bool:
    """Tell whether a URL names a database that several processes may use at once."""
    return url is not None and not url.startswith(_SQLITE)


def shared(url: str) -> Named:
    """Return the database that a whole training room uses. Raises CommandError."""
    return _on_postgresql(url, _WRONG_URL if is_shared(url) else _NOT_SHARED)


def _on_postgresql(url: str, wrong: Words) -> Named:
    from ssc_desktop.engine.postgresql import PostgresDatabase, read_url

    try:
        import alembic  # noqa: F401 - it and the driver are part of the server alone

        read = read_url(url)
    except ImportError as error:
        raise CommandError(wording.NO_SERVER, detail=error.name or "") from None
    except ValueError:
        raise CommandError(wrong, 2) from None
    # What follows the address may hold a password too.
    place = read.set(drivername="postgresql", query={}).render_as_string()
    return Named(PostgresDatabase(read), place)


def _first_line(cause: BaseException | None) -> str:
    """Return what a database's own driver says."""
    said = str(getattr(cause, "orig", cause) or "")
    return said.partition("\n")[0]


def _sqlite_file() -> type[SqliteFile]:
    from ssc_desktop.engine.sqlite_file import SqliteFile

    return SqliteFile
