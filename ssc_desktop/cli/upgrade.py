"""`admin database upgrade`: bring a database on PostgreSQL to this version."""

from __future__ import annotations

import argparse

from ssc_desktop.cli import databases
from ssc_desktop.cli.printing import print_sentences
from ssc_desktop.cli.wording import CommandError, Words
from ssc_desktop.settings import Settings

_UPGRADED = Words(
    "قاعدة البيانات {place} من إصدار هذا البرنامج.",
    "The database {place} is of this version of the program.",
)
_FILE_OF_ITS_VERSION = Words(
    "تقتصر الترقية على PostgreSQL. يُنشأ ملف SQLite لكل إصدار من جديد.",
    "Only PostgreSQL is upgraded; a SQLite file is made anew for each version.",
)
_TOO_NEW = Words(
    "قاعدة البيانات {place} من إصدار أحدث من هذا البرنامج. يرجى تحديث البرنامج.",
    "The database {place} belongs to a later version of the program. Update the program.",
)


def upgrade(options: argparse.Namespace, settings: Settings) -> int:
    """Upgrade the database that `options` name. Raises CommandError."""
    from ssc_desktop.domain.errors import AppError, ErrorCode
    from ssc_desktop.engine.postgresql import PostgresDatabase

    database = databases.named(options.database_url, settings.data_dir)
    if not isinstance(database.store, PostgresDatabase):
        raise CommandError(_FILE_OF_ITS_VERSION, 2)
    with database.told():
        try:
            database.store.upgrade()
        except AppError as error:
            if error.code is not ErrorCode.STORAGE_VERSION:
                raise
            raise CommandError(_TOO_NEW, place=database.place) from None
    return print_sentences(settings, _UPGRADED.say(settings.language, place=database.place))
