"""`admin …`: open what the rules have closed, and hand out what a service needs."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssc_desktop.cli.commands import ABOUT, add_command, commands_below
from ssc_desktop.cli.printing import print_json, print_sentences, writing
from ssc_desktop.cli.wording import CommandError, Words
from ssc_desktop.settings import Settings

if TYPE_CHECKING:
    from ssc_desktop.engine.administration import Administration
    from ssc_desktop.engine.credentials import Credential

_LONGEST_LABEL = 80
_PURPOSES = ("activation", "reset", "inquiry")
_KINDS = {"desk": Words("مكتب", "desk"), "terminal": Words("جهاز خدمة ذاتية", "terminal")}

_REOPENED = Words(
    "أصبح بالإمكان إرسال الرموز من جديد لصاحب الرقم {number}.",
    "Codes can be sent to {number} again.",
)
_CANCELLED = Words(
    "أُلغي التغيير المعلّق لصاحب الرقم {number}، وبقيت البيانات السابقة.",
    "What was waiting for {number} is cancelled; the earlier data stays.",
)
_REVOKED = Words("أُلغيت بيانات الاعتماد {id}.", "The credential {id} is revoked.")
_ISSUED = Words(
    "بيانات اعتماد الجهاز، ولن تظهر مرة أخرى:", "The credential, which is not shown again:"
)
_SECRETS_MADE = Words(
    "أُنشئ ملف الأسرار {place}. يرجى الاحتفاظ بنسخة منه في مكان آمن: دونه لا تصلح أي كلمة سر.",
    "The secrets file {place} is made. Keep a copy in a safe place: without it no password works.",
)
_NOBODY = Words("لا يوجد في السجلات أحد بالرقم {number}.", "The records hold nobody as {number}.")
_NO_HOLD = Words("لا يوجد تغيير معلّق لصاحب الرقم {number}.", "Nothing is waiting for {number}.")
_NO_CREDENTIAL = Words(
    "لا توجد بيانات اعتماد بالرمز {id}.", "There is no credential with the id {id}."
)
_NONE_YET = Words("لم تصدر أي بيانات اعتماد.", "No credential has been issued.")
_SECRETS_THERE = Words(
    "الملف {place} موجود، وقد بقي كما هو.", "{place} is there already; it was left as it is."
)
_SECRETS_FAILED = Words(
    "تعذّر إنشاء الملف {place}: {detail}.", "{place} could not be made: {detail}."
)
_LABELS = {
    "id": Words("الرمز", "Id"),
    "kind": Words("النوع", "Kind"),
    "label": Words("الوصف", "Label"),
    "issued_at": Words("تاريخ الإصدار", "Issued"),
    "revoked_at": Words("تاريخ الإلغاء", "Revoked"),
    "last_used_at": Words("آخر استخدام", "Last used"),
}


def declare(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add the command and the commands below it."""

    def add(to: argparse._SubParsersAction[Any], name: str, about: str) -> Any:
        return add_command(to, common, name, about)

    what = commands_below(add(commands, "admin", ABOUT["admin"]), "what")

    reopen = add(what, "reopen", "send codes to a person again whose identity a branch has seen")
    reopen.add_argument("number", metavar="NUMBER", type=_number, help="national or personal")
    reopen.add_argument("--purpose", choices=_PURPOSES, required=True, help="what was closed")

    cancel = add(what, "cancel-hold", "drop a re-registration and a change of bank that wait")
    cancel.add_argument("number", metavar="NUMBER", type=_number, help="national or personal")

    of_credential = commands_below(
        add(what, "credential", "issue, list or revoke what desks and terminals show"), "action"
    )
    issue = add(of_credential, "issue", "make a credential and show it once")
    issue.add_argument("--kind", choices=list(_KINDS), required=True, help="who is to show it")
    issue.add_argument(
        "--label", metavar="TEXT", type=_label, required=True, help="where it is, for the list"
    )
    listing = add(of_credential, "list", "print all credentials, without what is secret of them")
    listing.add_argument("--json", action="store_true", help="print JSON, for programs")
    revoke = add(of_credential, "revoke", "make a credential void for good")
    revoke.add_argument("id", metavar="ID", type=_id, help="the part before the full stop")

    secrets = commands_below(add(what, "secrets", "make the file of secrets"), "action")
    init = add(secrets, "init", "make the file that a service outside training needs")
    init.add_argument(
        "--file", metavar="FILE", help="where (default: server.key in --data-dir); must not exist"
    )

    of_database = commands_below(add(what, "database", "look after the database"), "action")
    upgrade = add(of_database, "upgrade", "bring a database on PostgreSQL to this version")
    upgrade.add_argument("--database-url", metavar="URL", required=True, help="postgresql://…")

    for command in (reopen, cancel, issue, listing, revoke):
        command.add_argument("--database-url", metavar="URL", help="as serve was given it")
        command.add_argument("--secrets-file", metavar="FILE", help="as serve was given it")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Carry out one of the commands. Raises AppError, CommandError."""
    if options.what == "secrets":
        file = Path(options.file or settings.data_dir / "server.key")
        _make_secrets(file)
        return print_sentences(settings, _SECRETS_MADE.say(settings.language, place=str(file)))
    if options.what == "database":
        from ssc_desktop.cli.upgrade import upgrade

        return upgrade(options, settings)
    from ssc_desktop.cli.serve import register_of
    from ssc_desktop.domain.policy import Policy

    with register_of(options, settings, Policy()) as service:
        if options.what == "credential":
            return _credential(options, settings, service.administration)
        return _person(options, settings, service.administration)


def _person(options: argparse.Namespace, settings: Settings, administration: Administration) -> int:
    from ssc_desktop.engine.outbox import Purpose

    number = options.number
    if options.what == "reopen":
        done, words, none = (
            administration.reopen(number, Purpose(options.purpose)), _REOPENED, _NOBODY,
        )  # fmt: skip
    else:
        done, words, none = administration.cancel_hold(number), _CANCELLED, _NO_HOLD
    if not done:
        raise CommandError(none, number=number)
    return print_sentences(settings, words.say(settings.language, number=number))


def _credential(
    options: argparse.Namespace, settings: Settings, administration: Administration
) -> int:
    from ssc_desktop.engine.context import CallerKind

    match options.action:
        case "issue":
            text = administration.issue(CallerKind(options.kind), options.label)
            return print_sentences(settings, _ISSUED.say(settings.language), text.reveal())
        case "revoke":
            if not administration.revoke(options.id):
                raise CommandError(_NO_CREDENTIAL, id=options.id)
            return print_sentences(settings, _REVOKED.say(settings.language, id=options.id))
    listed = [_row_of(credential) for credential in administration.credentials()]
    return print_json(listed) if options.json else _print_list(listed, settings)


def _print_list(listed: list[dict[str, str | None]], settings: Settings) -> int:
    from ssc_desktop.output.console import console_for

    language = settings.language
    with writing() as stream:
        console = console_for(stream, settings.console)
        if not listed:
            console.paragraph(_NONE_YET.say(language))
        for i, row in enumerate(listed):
            if i:
                console.blank()
            kind = _KINDS[row["kind"] or ""].say(language)
            told = {**row, "kind": kind}
            console.values([(_LABELS[k].say(language), v) for k, v in told.items() if v])
    return 0


def _row_of(credential: Credential) -> dict[str, str | None]:
    from datetime import UTC, datetime

    def told(at: float | None) -> str | None:
        if at is None:
            return None
        return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    return {
        "id": credential.id,
        "kind": credential.kind.value,
        "label": credential.label,
        "issued_at": told(credential.issued_at),
        "revoked_at": told(credential.revoked_at),
        "last_used_at": told(credential.last_used_at),
    }


def _make_secrets(file: Path) -> None:
    """Make a file of secrets that nobody else can read. Raises CommandError where one is there."""
    import secrets

    from ssc_desktop.engine.context import SECRETS_BYTES

    if file.exists():
        raise CommandError(_SECRETS_THERE, place=str(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as made:
                made.write(secrets.token_bytes(SECRETS_BYTES))
                made.flush()
                os.fsync(made.fileno())
        except OSError:
            file.unlink()  # half a secret is none, and would stand in the way of the next try
            raise
    except OSError as error:
        detail = error.strerror or str(error)
        raise CommandError(_SECRETS_FAILED, place=str(file), detail=detail) from None


# ------------------------------------------------------------------ reading the command line


def _number(text: str) -> str:
    from ssc_desktop.domain.text import without_spaces

    number = without_spaces(text)
    if not re.fullmatch(r"[0-9]{10}", number):
        raise argparse.ArgumentTypeError("must have 10 digits")
    return number


def _label(text: str) -> str:
    if not 0 < len(text.strip()) <= _LONGEST_LABEL or not text.isprintable():
        raise argparse.ArgumentTypeError(f"must be a text of 1 to {_LONGEST_LABEL} characters")
    return text.strip()


def _id(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{12}", text):
        raise argparse.ArgumentTypeError("must be 12 hexadecimal digits")
    return text
