"""`credential …`: keep, try or drop what this computer shows a service about itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ssc_desktop.cli.commands import ABOUT, add_command, commands_below
from ssc_desktop.cli.connection import open_backend
from ssc_desktop.cli.printing import print_sentences
from ssc_desktop.cli.wording import CommandError, Words
from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.services.backend import SIMULATOR
from ssc_desktop.settings import Settings

if TYPE_CHECKING:
    from ssc_desktop.credentials import Store
    from ssc_desktop.domain.secret import Secret

_LONGEST_LINE = 1_000  # characters; what follows is not read
_ASK = {
    "set": "keep a credential, asked for or read from standard input",
    "check": "ask the service whether it knows this computer",
    "forget": "drop the credential",
}

_PROMPT = Words(
    "يرجى إدخال بيانات اعتماد هذا الجهاز، ولن تظهر على الشاشة:",
    "Please enter this computer's credential; it is not shown:",
)
_NO_ADDRESS = Words(
    "يلزم تحديد عنوان الخدمة باستخدام \u2066--service https://…\u2069",
    "Name the service with --service https://…",
)
_WRONG_SHAPE = Words(
    "بيانات الاعتماد المُدخلة غير مكتملة. تتكون كما تصدرها الخدمة من 56 خانة، منها نقطة.",
    "This is not a credential as a service issues it: 56 characters, one of them a full stop.",
)
_NO_KEYRING = Words(
    "لا يوجد على هذا الجهاز مخزن آمن لبيانات الاعتماد، فلا يمكن حفظها. يمكن تمريرها عند كل تشغيل"
    " باستخدام \u2066--credential-stdin\u2069.",
    "There is no keyring on this computer, so no credential can be kept. Give it at every start"
    " with --credential-stdin.",
)
_KEPT = Words("حُفظت بيانات اعتماد الجهاز لدى {service}.", "The credential for {service} is kept.")
_FORGOTTEN = Words(
    "حُذفت بيانات اعتماد الجهاز لدى {service}.", "The credential for {service} is gone."
)
_NONE = Words(
    "لا توجد بيانات اعتماد لهذا الجهاز لدى {service}.", "No credential is kept for {service}."
)
_ACCEPTED = Words(
    "تعرّفت الخدمة {service} على هذا الجهاز.", "The service {service} knows this computer."
)
_ANY_REFUSAL = Words(
    "تعذّر التحقق لدى {service} ({code}).", "The service {service} could not be asked ({code})."
)
_REFUSALS: Mapping[E, Words] = {
    E.CREDENTIAL_REFUSED: Words(
        "لم تقبل الخدمة {service} بيانات اعتماد هذا الجهاز. يرجى طلب بيانات جديدة من مسؤول الخدمة.",
        "The service {service} does not accept this computer's credential. Ask those who run it for"
        " a new one.",
    ),
    E.CREDENTIAL_LOCKED: Words(
        "مخزن بيانات الاعتماد على هذا الجهاز مقفل أو لا يستجيب. يرجى فتحه ثم إعادة المحاولة.",
        "The keyring of this computer is locked or does not answer. Unlock it and try again.",
    ),
    E.SERVICE_UNREACHABLE: Words(
        "تعذّر الاتصال بالخدمة {service}.", "The service {service} cannot be reached."
    ),
}


def declare(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add the command and the commands below it."""
    where = ", in the keyring and nowhere else."
    parser = add_command(commands, common, "credential", ABOUT["credential"], where)
    below = commands_below(parser, "what")
    for name, about in _ASK.items():
        add_command(below, common, name, about)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Carry out one of the commands. Raises CommandError."""
    from ssc_desktop.credentials import open_store

    address = address_of(settings)
    try:
        store = open_store()
        match options.what:
            case "set":
                done = _set(store, settings, address)
            case "forget":
                done = _forget(store, address)
            case _:
                done = _check(store, settings, address)
    except AppError as error:
        words = _REFUSALS.get(error.code, _ANY_REFUSAL)
        raise CommandError(words, service=address, code=error.code.value) from None
    return print_sentences(settings, done.say(settings.language, service=address))


def address_of(settings: Settings) -> str:
    """Return the address of the service that the credential is for. Raises CommandError."""
    if settings.service is None or settings.service == SIMULATOR:
        raise CommandError(_NO_ADDRESS, 2)
    return settings.service


def read_credential(settings: Settings) -> Secret:
    """Ask for a credential without showing it, or take a line that comes in.

    Raises CommandError.
    """
    from ssc_desktop.credentials import is_credential
    from ssc_desktop.domain.secret import Secret

    try:
        text = _line(settings)
    except (EOFError, UnicodeDecodeError):  # Ctrl-D, or bytes that are no text
        text = ""
    if not is_credential(text.strip()):
        raise CommandError(_WRONG_SHAPE)
    return Secret(text.strip())


def _line(settings: Settings) -> str:
    """Return what is typed or comes in, up to the end of the line."""
    if sys.stdin is None:
        return ""
    if not sys.stdin.isatty():
        return sys.stdin.readline(_LONGEST_LINE)
    import getpass

    from ssc_desktop.output.console import console_for

    console_for(sys.stderr, settings.console).paragraph(_PROMPT.say(settings.language))
    return getpass.getpass("")


def _set(store: Store, settings: Settings, address: str) -> Words:
    if not store.lasting:
        raise CommandError(_NO_KEYRING)
    store.write(address, read_credential(settings))
    return _KEPT


def _forget(store: Store, address: str) -> Words:
    if not store.forget(address):
        raise CommandError(_NONE, service=address)
    return _FORGOTTEN


def _check(store: Store, settings: Settings, address: str) -> Words:
    from ssc_desktop.services.contract import CaptchaKind

    kept = store.read(address)
    if kept is None:
        raise CommandError(_NONE if store.lasting else _NO_KEYRING, service=address)
    backend = open_backend(address, settings, lambda _address: kept)
    try:
        backend.service.new_captcha(CaptchaKind.QUESTION)  # the lists are open to all
    finally:
        backend.service.close()
    return _ACCEPTED
