"""Messages on their way out, and their words.

Outside training a text is blanked once it is handed over or its code has died (delivery:
`engine/outgoing.py`). In training nothing is delivered, and texts and codes stay readable.
"""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ssc_desktop.domain.policy import MINUTE
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.schema import outbox
from ssc_desktop.services.contract import Channel, Language

NOBODY = ""  # the recipient of a message that is laid out for its work alone


class Purpose(StrEnum):
    """What a message is about; all but the notice carry a code."""

    ACTIVATION = "activation"
    RESET = "reset"
    INQUIRY = "inquiry"
    NOTICE = "notice"


class Notice(StrEnum):
    """What a person is told after the fact, so that an objection can be made."""

    PASSWORD_CHANGED = "password_changed"
    ACCOUNT_RENEWED = "account_renewed"
    RENEWAL_HELD = "renewal_held"
    INSURANCE_NUMBER_SHOWN = "insurance_number_shown"


# An SMS part holds 70 characters of Arabic; each of these is one part.
_CODE_TEXTS: dict[tuple[Purpose, Language], str] = {
    (Purpose.ACTIVATION, "ar"): (
        "الضمان الاجتماعي: رمز تفعيل حسابك {code}، صالح {minutes}. يرجى عدم مشاركته"
    ),
    (Purpose.RESET, "ar"): (
        "الضمان الاجتماعي: رمز كلمة السر {code}، صالح {minutes}. يرجى عدم مشاركته"
    ),
    (Purpose.INQUIRY, "ar"): (
        "الضمان الاجتماعي: رمز الاستعلام {code}، صالح {minutes}. يرجى عدم مشاركته"
    ),
    (Purpose.ACTIVATION, "en"): (
        "SSC: your activation code is {code}, valid {minutes}. Please do not share it"
    ),
    (Purpose.RESET, "en"): (
        "SSC: your password code is {code}, valid {minutes}. Please do not share it"
    ),
    (Purpose.INQUIRY, "en"): (
        "SSC: your inquiry code is {code}, valid {minutes}. Please do not share it"
    ),
}
_NOTICE_TEXTS: dict[tuple[Notice, Language], str] = {
    (Notice.PASSWORD_CHANGED, "ar"): (
        "الضمان الاجتماعي: تم تغيير كلمة السر. للاعتراض يرجى الاتصال على 117117"
    ),
    (Notice.ACCOUNT_RENEWED, "ar"): (
        "الضمان الاجتماعي: تم تحديث بياناتك. للاعتراض يرجى الاتصال على 117117"
    ),
    (Notice.RENEWAL_HELD, "ar"): (
        "الضمان الاجتماعي: سيتم تحديث بياناتك. للاعتراض يرجى الاتصال على 117117"
    ),
    (Notice.INSURANCE_NUMBER_SHOWN, "ar"): (
        "الضمان الاجتماعي: تم عرض رقم تأمينك. للاعتراض يرجى الاتصال على 117117"
    ),
    (Notice.PASSWORD_CHANGED, "en"): (
        "SSC: the password of your account has changed. To object, please call 117117"
    ),
    (Notice.ACCOUNT_RENEWED, "en"): (
        "SSC: the details of your account have changed. To object, please call 117117"
    ),
    (Notice.RENEWAL_HELD, "en"): (
        "SSC: the details of your account are about to change. To object, please call 117117"
    ),
    (Notice.INSURANCE_NUMBER_SHOWN, "en"): (
        "SSC: your insurance number has been shown. To object, please call 117117"
    ),
}

_SUBJECTS: dict[tuple[Purpose, Language], str] = {
    (Purpose.ACTIVATION, "ar"): "رمز تفعيل حسابك",
    (Purpose.RESET, "ar"): "رمز كلمة السر",
    (Purpose.INQUIRY, "ar"): "رمز الاستعلام عن رقم الضمان",
    (Purpose.NOTICE, "ar"): "إشعار من الضمان الاجتماعي",
    (Purpose.ACTIVATION, "en"): "Your activation code",
    (Purpose.RESET, "en"): "Your password code",
    (Purpose.INQUIRY, "en"): "Your inquiry code",
    (Purpose.NOTICE, "en"): "A notice from Social Security",
}
_SENDERS: dict[Language, str] = {"ar": "الضمان الاجتماعي", "en": "Social Security"}


def minutes(count: int, language: Language) -> str:
    """Return a number of minutes in words, in the plural form that the number takes."""
    if language == "en":
        return "one minute" if count == 1 else f"{count} minutes"
    if count in (0, 1, 2):
        return ("أقل من دقيقة", "دقيقة واحدة", "دقيقتين")[count]
    return f"{count} دقائق" if 3 <= count % 100 <= 10 else f"{count} دقيقة"


def code_text(purpose: Purpose, language: Language, code: str, life: int) -> str:
    """Word the message that carries a code; `life` in seconds."""
    valid = minutes(life // MINUTE, language)
    return _CODE_TEXTS[purpose, language].format(code=code, minutes=valid)


def notice_text(notice: Notice, language: Language) -> str:
    """Word a notice."""
    return _NOTICE_TEXTS[notice, language]


def subject_text(purpose: Purpose, language: Language) -> str:
    """Word the subject of an e-mail, which shows nothing that counts."""
    return _SUBJECTS[purpose, language]


def sender_name(language: Language) -> str:
    """Return the name that an e-mail comes from."""
    return _SENDERS[language]


def put_code(
    context: Context,
    connection: sa.Connection,
    *,
    flow: str,
    recipient: str,
    channel: Channel,
    purpose: Purpose,
    language: Language,
    code: str,
    life: int,
) -> None:
    """Lay out a message with a flow's code, which dies in `life` seconds.

    One to NOBODY is never delivered, nor kept readable.
    """
    row = {
        "flow": flow,
        "recipient": recipient,
        "channel": channel,
        "purpose": purpose,
        "language": language,
        "text": code_text(purpose, language, code, life),
        "code": code if context.policy.training else None,
    }
    _put(context, connection, row, life)


def recall(connection: sa.Connection, flow: str) -> None:
    """Blank what has not left yet of a flow whose code has died."""
    waiting = sa.and_(outbox.c.flow == flow, outbox.c.due_at.is_not(None))
    connection.execute(sa.update(outbox).where(waiting).values(text="", due_at=None))


def put_notice(
    context: Context,
    connection: sa.Connection,
    *,
    notice: Notice,
    language: Language,
    phones: set[str],
    emails: set[str],
) -> None:
    """Lay out a notice to every address given that a message can reach."""
    codes = tuple(context.reference.sms_calling_codes)
    recipients = [(phone, Channel.SMS) for phone in sorted(phones) if phone.startswith(codes)]
    recipients += [(email, Channel.EMAIL) for email in sorted(emails)]
    for recipient, channel in recipients:
        row = {
            "recipient": recipient,
            "channel": channel,
            "purpose": Purpose.NOTICE,
            "language": language,
            "text": notice_text(notice, language),
        }
        _put(context, connection, row, context.policy.delivery.notice_life)


def _put(context: Context, connection: sa.Connection, row: dict[str, Any], life: int) -> None:
    now = context.now()
    more = {
        "key": context.fresh_id(),
        "made_at": now,
        "expires_at": now + life,
        "due_at": None if context.policy.training else now,
    }
    if row["recipient"] == NOBODY:
        more |= {"text": "", "code": None, "due_at": None}
    connection.execute(sa.insert(outbox), {**row, **more})
