"""`admin …`: what those who run the service do beside it."""

from __future__ import annotations

import argparse
from typing import Any

from ssc_desktop.cli import databases
from ssc_desktop.cli.commands import ABOUT
from ssc_desktop.cli.printing import writing
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


def declare(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add the command and the commands below it."""

    def add(to: argparse._SubParsersAction[Any], name: str, text: str) -> Any:
        about = text[0].upper() + text[1:] + "."
        return to.add_parser(
            name, help=text, description=about, parents=[common], allow_abbrev=False
        )

    parser = add(commands, "admin", ABOUT["admin"])
    below = parser.add_subparsers(
        dest="what", metavar="WHAT", title="what to do", required=True, parser_class=type(parser)
    )
    database = add(below, "database", "look after the database")
    for_database = database.add_subparsers(
        dest="task", metavar="TASK", title="tasks", required=True, parser_class=type(parser)
    )
    upgrade = add(for_database, "upgrade", "bring a database on PostgreSQL to this version")
    upgrade.add_argument("--database-url", metavar="URL", required=True, help="postgresql://…")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Carry out one of the commands. Raises AppError, CommandError."""
    return _upgrade(options, settings)


def _upgrade(options: argparse.Namespace, settings: Settings) -> int:
    from ssc_desktop.domain.errors import AppError, ErrorCode
    from ssc_desktop.engine.postgresql import PostgresDatabase
    from ssc_desktop.output.console import console_for

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
    with writing() as stream:
        done = _UPGRADED.say(settings.language, place=database.place)
        console_for(stream, settings.console).paragraph(done)
    return 0
