"""The options of `serve` that name the gateways for e-mail and text messages."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ssc_desktop.cli import wording
from ssc_desktop.cli.wording import CommandError, Words
from ssc_desktop.domain.app_error import AppError
from ssc_desktop.services.loopback import is_loopback
from ssc_desktop.settings import Settings

if TYPE_CHECKING:
    import ssl

    from ssc_desktop.domain.secret import Secret
    from ssc_desktop.server.gateway import Gateway
    from ssc_desktop.services.contract import Channel

OPTIONS = (
    "--smtp-url",
    "--smtp-from",
    "--smtp-password-file",
    "--sms-gateway-url",
    "--sms-gateway-key-file",
)
_PASSWORD_VARIABLE, _KEY_VARIABLE = "SSC_SMTP_PASSWORD", "SSC_SMS_GATEWAY_KEY"
_LONGEST_SECRET = 1_000  # characters

_WRONG_SMTP = Words(
    "قيمة \u2066--smtp-url\u2069 يجب أن تكون بصيغة \u2066smtps://user@host:465\u2069 أو"
    " \u2066smtp+starttls://user@host:587\u2069، أو \u2066smtp://127.0.0.1:25\u2069 لهذا الجهاز"
    " وحده، دون كلمة السر.",
    "--smtp-url must be like smtps://user@host:465 or smtp+starttls://user@host:587, or"
    " smtp://127.0.0.1:25 to this computer itself, without the password.",
)
_WRONG_SENDER = Words(
    "مع \u2066--smtp-url\u2069 يلزم عنوان بريد إلكتروني صحيح في \u2066--smtp-from\u2069.",
    "With --smtp-url, --smtp-from must be an e-mail address.",
)
_WRONG_SMS = Words(
    "قيمة \u2066--sms-gateway-url\u2069 يجب أن تبدأ بـ \u2066https://\u2069"
    " (أو بـ \u2066http://\u2069 لهذا الجهاز وحده).",
    "--sms-gateway-url must begin with https:// (or http:// to this computer itself).",
)
_NO_SECRET = Words(
    "مع {option} تلزم كلمة سر البوابة: في ملف يُحدَّد باستخدام {file}، أو في المتغير {variable}.",
    "{option} needs a secret: a file named by {file}, or the variable {variable}.",
)
_BAD_SECRET = Words(
    "محتوى {place} لا يصلح لأن يكون كلمة سر للبوابة.",
    "What {place} holds is no secret of a gateway.",
)
_BAD_TRUST = Words(
    "تعذّر استخدام ملف الشهادات الموثوقة {place}: {detail}.",
    "The file of trusted certificates {place} cannot be used: {detail}.",
)
_NO_SMS = Words(
    "لا توجد بوابة للرسائل النصية، فلن يُرسل أي رمز أو إشعار إلى الهواتف. يمكن تحديدها باستخدام"
    " \u2066--sms-gateway-url\u2069.",
    "There is no SMS gateway: no code and no notice leaves for a phone. Name one with"
    " --sms-gateway-url.",
)
_NO_EMAIL = Words(
    "لا يوجد خادم بريد، فلن يُرسل أي رمز أو إشعار بالبريد الإلكتروني. يمكن تحديده باستخدام"
    " \u2066--smtp-url\u2069.",
    "There is no mail server: no code and no notice leaves by e-mail. Name one with --smtp-url.",
)


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    group = parser.add_argument_group("gateways (not with --training)")
    group.add_argument(
        "--smtp-url",
        metavar="URL",
        help="the mail server: smtps://[user@]host[:465], smtp+starttls://[user@]host[:587], or"
        " smtp:// to this computer itself",
    )
    group.add_argument("--smtp-from", metavar="ADDRESS", help="whom e-mails come from")
    group.add_argument(
        "--smtp-password-file",
        metavar="FILE",
        help=f"the user's password (or in the environment: {_PASSWORD_VARIABLE})",
    )
    group.add_argument(
        "--sms-gateway-url",
        metavar="URL",
        help="where text messages are posted: https://, or http:// to this computer itself",
    )
    group.add_argument(
        "--sms-gateway-key-file",
        metavar="FILE",
        help=f"the gateway's bearer key (or in the environment: {_KEY_VARIABLE})",
    )


def missing(options: argparse.Namespace) -> list[Words]:
    """Say which messages cannot leave."""
    named = ((_NO_SMS, options.sms_gateway_url), (_NO_EMAIL, options.smtp_url))
    return [words for words, url in named if url is None]


def gateways(options: argparse.Namespace, settings: Settings) -> dict[Channel, Gateway]:
    """Make the gateways that are named. Raises CommandError."""
    from ssc_desktop.services.contract import Channel

    made: dict[Channel, Gateway] = {}
    if options.sms_gateway_url is not None:
        made[Channel.SMS] = _sms(options, settings)
    if options.smtp_url is not None:
        made[Channel.EMAIL] = _mail(options, settings)
    return made


def _sms(options: argparse.Namespace, settings: Settings) -> Gateway:
    from ssc_desktop.server.sms import SmsGateway

    parts = _parts(options.sms_gateway_url, {"https": 443, "http": 80})
    if parts is None or parts.user:
        raise CommandError(_WRONG_SMS, 2)
    key = _secret(options.sms_gateway_key_file, _KEY_VARIABLE)
    if key is None:
        file = "--sms-gateway-key-file"
        raise CommandError(
            _NO_SECRET, 2, option="--sms-gateway-url", file=file, variable=_KEY_VARIABLE
        )
    trust = _trust(settings) if parts.scheme == "https" else None
    return SmsGateway(parts.host, parts.port, parts.path or "/", key=key, trust=trust)


def _mail(options: argparse.Namespace, settings: Settings) -> Gateway:
    from ssc_desktop.domain.email import parse_email
    from ssc_desktop.server.mail import Login, MailGateway, Security

    parts = _parts(options.smtp_url, {"smtps": 465, "smtp+starttls": 587, "smtp": 25})
    if parts is None or parts.path not in ("", "/"):
        raise CommandError(_WRONG_SMTP, 2)
    try:
        sender = parse_email(options.smtp_from or "")
    except AppError:
        raise CommandError(_WRONG_SENDER, 2) from None
    login = None
    if parts.user:
        password = _secret(options.smtp_password_file, _PASSWORD_VARIABLE)
        if password is None:
            file = "--smtp-password-file"
            raise CommandError(
                _NO_SECRET, 2, option="--smtp-url", file=file, variable=_PASSWORD_VARIABLE
            )
        login = Login(parts.user, password)
    return MailGateway(
        parts.host,
        parts.port,
        security=Security(parts.scheme),
        sender=sender,
        trust=_trust(settings),
        login=login,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    scheme: str
    user: str
    host: str
    port: int
    path: str


def _parts(url: str, ports: Mapping[str, int]) -> _Parts | None:
    """Take an address apart; None where it is none of these, or unprotected and not to us.

    `ports` are the schemes that may be, with their usual ports; the last is the unprotected one.
    """
    try:
        parts = urlsplit(url)
        port = ports.get(parts.scheme, 0) if parts.port is None else parts.port
    except ValueError:
        return None
    host, user = parts.hostname or "", unquote(parts.username or "")
    if parts.scheme not in ports or not port or not re.fullmatch(r"[\w.:-]+", host):
        return None
    if parts.scheme == list(ports)[-1] and not is_loopback(host):
        return None
    if parts.password is not None or parts.query or parts.fragment:
        return None
    if not re.fullmatch(r"[\x21-\x7e]*", url) or not re.fullmatch(r"[\x20-\x7e]*", user):
        return None
    return _Parts(parts.scheme, user, host, port, parts.path)


def _secret(file: str | None, variable: str) -> Secret | None:
    """Read a secret from a file that nobody else can read, or from the environment."""
    from ssc_desktop.domain.secret import Secret

    place = variable if file is None else file
    text = os.environ.get(variable, "")
    if file is not None:
        try:
            with Path(file).open(encoding="ascii") as stream:
                text = stream.read(_LONGEST_SECRET + 2)
                is_open = os.name == "posix" and os.fstat(stream.fileno()).st_mode & 0o077
        except (OSError, ValueError):
            raise CommandError(_BAD_SECRET, place=place) from None
        if is_open:
            raise CommandError(wording.OPEN_SECRETS, place=place)
    elif not text:
        return None
    text = text.rstrip("\r\n")
    if not re.fullmatch(rf"[\x20-\x7e]{{1,{_LONGEST_SECRET}}}", text):
        raise CommandError(_BAD_SECRET, place=place)
    return Secret(text)


def _trust(settings: Settings) -> ssl.SSLContext:
    from ssc_desktop.trust import trust_in

    try:
        return trust_in(settings.ca_file)
    except OSError as error:
        detail = error.strerror or str(error)
        raise CommandError(_BAD_TRUST, place=str(settings.ca_file), detail=detail) from None
