"""The one door from codes to sentences: every `ErrorCode` and `Note` has its sentence here."""

import math
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import Note
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.services.contract import CaptchaKind
from ui import wording
from ui.language import QT_TRANSLATE_NOOP

_SENTENCES: Mapping[E, str] = {
    E.FIELD_EMPTY: QT_TRANSLATE_NOOP("messages", "Please enter: {label}."),
    E.CHOICE_EMPTY: QT_TRANSLATE_NOOP("messages", "Please choose: {label}."),
    E.CHOICE_UNKNOWN: QT_TRANSLATE_NOOP(
        "messages", "{label}: please choose one of the entries in the list."
    ),
    E.FIELD_TOO_LONG: QT_TRANSLATE_NOOP(
        "messages", "{label}: this is too long. Please check it and enter it again."
    ),
    E.NUMBER_LENGTH: QT_TRANSLATE_NOOP(
        "messages", "{label} has {length} digits; {n} entered so far. Please check it."
    ),
    E.NUMBER_DIGITS_ONLY: QT_TRANSLATE_NOOP(
        "messages", "Please enter {label} in digits only, without letters or symbols."
    ),
    E.CARD_FORMAT: QT_TRANSLATE_NOOP(
        "messages",
        "Please enter {label} as on the back of the card, in Latin letters and digits,"
        " usually 3 letters and 5 digits.",
    ),
    E.RELATIVE_OWN_NUMBER: QT_TRANSLATE_NOOP(
        "messages", "This is your own national number. Please enter a relative's."
    ),
    E.PASSPORT_FORMAT: QT_TRANSLATE_NOOP(
        "messages",
        "Please enter the passport number as printed, Latin letters and digits without spaces.",
    ),
    E.BIRTH_DATE_FORMAT: QT_TRANSLATE_NOOP(
        "messages",
        "Please enter the date of birth as day, month, year, for example {example}.",
    ),
    E.BIRTH_DATE_RANGE: QT_TRANSLATE_NOOP(
        "messages", "This date cannot be a date of birth. Please check the day, month and year."
    ),
    E.PHONE_FORMAT_JO: QT_TRANSLATE_NOOP(
        "messages",
        "A Jordanian mobile number has 9 digits and begins with 77, 78 or 79. Please check it.",
    ),
    E.PHONE_FORMAT_OTHER: QT_TRANSLATE_NOOP(
        "messages", "This number does not fit the calling code {calling_code}. Please check both."
    ),
    E.EMAIL_FORMAT: QT_TRANSLATE_NOOP(
        "messages", "Please enter the whole e-mail address, for example {example}"
    ),
    E.EMAIL_MISMATCH: QT_TRANSLATE_NOOP(
        "messages", "The two e-mail addresses are not the same. Please check both."
    ),
    E.EMAIL_NEEDED: QT_TRANSLATE_NOOP(
        "messages",
        "To receive the activation code by e-mail, enter your address here,"
        " or choose “By phone number” instead.",
    ),
    E.EMAIL_NEEDED_FOREIGN_PHONE: QT_TRANSLATE_NOOP(
        "messages",
        "Text messages reach Jordanian phones only. Please enter your e-mail address"
        " to receive the code.",
    ),
    E.SMS_NOT_AVAILABLE: QT_TRANSLATE_NOOP(
        "messages", "Text messages reach Jordanian phones only. Please choose “By e-mail”."
    ),
    E.PASSWORD_RULE: QT_TRANSLATE_NOOP(
        "messages",
        "Please enter a password of at least 8 characters with digits, letters and symbols.",
    ),
    E.PASSWORD_TOO_LONG: QT_TRANSLATE_NOOP(
        "messages", "This password is too long. Please enter one of at most {length} characters."
    ),
    E.PASSWORD_PRINTED_EXAMPLE: QT_TRANSLATE_NOOP(
        "messages",
        "This password is printed in the guide as an example. To protect your account,"
        " please choose your own.",
    ),
    E.PASSWORD_TOO_COMMON: QT_TRANSLATE_NOOP(
        "messages",
        "This password is easy to guess. Please choose another, without your name or numbers"
        " in it.",
    ),
    E.PASSWORD_MISMATCH: QT_TRANSLATE_NOOP(
        "messages",
        "The two passwords are not the same. Please enter the same password in both fields.",
    ),
    E.CODE_INCOMPLETE: QT_TRANSLATE_NOOP(
        "messages",
        "The code has {length} digits. Please enter all of it as you received it.",
    ),
    E.CAPTCHA_REQUIRED: QT_TRANSLATE_NOOP(
        "messages", "To protect your account, please also enter the picture's characters."
    ),
    E.CAPTCHA_WRONG: QT_TRANSLATE_NOOP(
        "messages",
        "The characters did not match the picture. Here is a new one; please enter its"
        " characters, capitals and small letters.",
    ),
    E.CAPTCHA_EXPIRED: QT_TRANSLATE_NOOP(
        "messages",
        "The picture has expired. Here is a new one; the rest of your data is unchanged.",
    ),
    E.EVIDENCE_MISMATCH: QT_TRANSLATE_NOOP(
        "messages",
        "We could not match the identity details with the records. Please check them on this"
        " page; the rest of your data is kept. If they are right, please visit the nearest"
        " branch or call 117117.",
    ),
    E.EVIDENCE_LIMIT: QT_TRANSLATE_NOOP(
        "messages",
        "The identity details did not match several times. To protect the person they belong"
        " to, please try again tomorrow, or visit the nearest branch with your ID card or"
        " passport, or call 117117.",
    ),
    E.ACCOUNT_EXISTS: QT_TRANSLATE_NOOP(
        "messages",
        "You already have an account. You can sign in, choose “Forgot password”, or"
        " “Re-register” if your phone or e-mail has changed.",
    ),
    E.CODE_WRONG: QT_TRANSLATE_NOOP(
        "messages",
        "The code does not match. Please enter the latest code you received. {tries_left}",
    ),
    E.CODE_EXPIRED: QT_TRANSLATE_NOOP(
        "messages", "This code has expired. Please choose “Send a new code”."
    ),
    E.CODE_TRIES_USED: QT_TRANSLATE_NOOP(
        "messages",
        "The tries for this code are used up, to protect your account. You can ask for a new"
        " code in {time}.",
    ),
    E.CODE_PAUSED: QT_TRANSLATE_NOOP(
        "messages",
        "Codes are paused for now, to protect your account. Try again in {time}, or visit the"
        " nearest branch with proof of identity.",
    ),
    E.CODE_BRANCH_ONLY: QT_TRANSLATE_NOOP(
        "messages",
        "To protect your account, identity must be proven before another code is sent. Please"
        " visit the nearest branch with your ID card or passport.",
    ),
    E.RESEND_TOO_SOON: QT_TRANSLATE_NOOP("messages", "You can ask for a new code in {time}."),
    E.FLOW_ENDED: QT_TRANSLATE_NOOP(
        "messages",
        "This request has expired; your data is still here. Please send it again to receive"
        " a new code.",
    ),
    E.SIGN_IN_REFUSED: QT_TRANSLATE_NOOP(
        "messages",
        "You are not signed in. Please check the sign-in ID and password. After several tries a"
        " wait of 15 minutes or more applies; “Forgot password” is available at any time.",
    ),
    E.SESSION_ENDED: QT_TRANSLATE_NOOP(
        "messages",
        "The session has ended and your data was erased for your protection. You can begin"
        " again from the start page.",
    ),
    E.INQUIRY_LIMIT: QT_TRANSLATE_NOOP(
        "messages",
        "The number has been asked for several times today. You can ask again in {time}, or"
        " visit the nearest branch or call 117117.",
    ),
    E.NOT_INSURED: QT_TRANSLATE_NOOP(
        "messages",
        "The records hold no insurance number for you yet. If you work or have worked, please"
        " visit the nearest branch with your ID card or passport, or call 117117.",
    ),
    E.TOO_MANY_REQUESTS: QT_TRANSLATE_NOOP(
        "messages",
        "Too many attempts have come from this place. You can try again in {time}, or call 117117.",
    ),
    E.SERVICE_UNREACHABLE: QT_TRANSLATE_NOOP(
        "messages",
        "The service cannot be reached; your data is still on this page. Please try again"
        " shortly, or call 117117 if it happens again.",
    ),
    E.SERVICE_UNCONFIRMED: QT_TRANSLATE_NOOP(
        "messages",
        "The service has not confirmed yet. Please choose “Try again”; your request will not"
        " be recorded twice.",
    ),
    E.SERVICE_NOT_SUPPORTED: QT_TRANSLATE_NOOP(
        "messages",
        "This address cannot be used. Please check it with your administrator.",
    ),
    E.SERVICE_FAULT: QT_TRANSLATE_NOOP(
        "messages",
        "The service could not do this just now; your data is still on this page. Please try"
        " again shortly, or call 117117 if it happens again.",
    ),
    E.CLIENT_OUTDATED: QT_TRANSLATE_NOOP(
        "messages",
        "The service no longer works with this version of the program. Please ask your"
        " administrator for the new version, or call 117117.",
    ),
    E.CLIENT_CLOCK: QT_TRANSLATE_NOOP(
        "messages",
        "The connection to the service cannot be secured with the date and time of this computer."
        " Please tell a member of staff or your administrator to check both, or call 117117.",
    ),
    E.CREDENTIAL_REFUSED: QT_TRANSLATE_NOOP(
        "messages",
        "The service does not recognise this computer; this has nothing to do with what you"
        " entered. Please tell a member of staff or your administrator, or call 117117.",
    ),
    E.CREDENTIAL_REQUIRED: QT_TRANSLATE_NOOP(
        "messages",
        "The service answers registered computers only, and this one is not registered yet."
        " Please tell a member of staff or your administrator, or call 117117.",
    ),
    E.CREDENTIAL_LOCKED: QT_TRANSLATE_NOOP(
        "messages",
        "This computer's credential for the service cannot be read: the store it is kept in is"
        " locked or does not answer. Please tell a member of staff or your administrator, or call"
        " 117117.",
    ),
    E.STORAGE_DAMAGED: QT_TRANSLATE_NOOP(
        "messages",
        "The simulator's file is damaged or is not one of this program's. It was left as it is."
        " Choose another folder, or move the file away.",
    ),
    E.STORAGE_LOCKED: QT_TRANSLATE_NOOP(
        "messages",
        "The simulator's file is in use by another program. Please close that program and try"
        " again.",
    ),
    E.STORAGE_READ_ONLY: QT_TRANSLATE_NOOP(
        "messages",
        "The simulator's file cannot be written. Please check the permissions of its folder,"
        " or choose another one.",
    ),
    E.STORAGE_FULL: QT_TRANSLATE_NOOP(
        "messages", "The disk is full. Please free some space and try again; nothing was lost."
    ),
    E.STORAGE_VERSION: QT_TRANSLATE_NOOP(
        "messages",
        "The simulator's file belongs to another version of the program. It was left as it is.",
    ),
    E.INTERNAL: QT_TRANSLATE_NOOP(
        "messages",
        "Something went wrong in the program; your data is still on this page. Please try"
        " again, or call 117117 if it happens again.",
    ),
}
_NOTES: Mapping[Note, str] = {
    Note.EMAIL_ONLY: QT_TRANSLATE_NOOP(
        "messages",
        "Text messages reach Jordanian phones only, so the code is sent by e-mail.",
    ),
    Note.CARD_SHAPE: QT_TRANSLATE_NOOP(
        "messages",
        "A card number usually has 3 Latin letters and 5 digits. If yours matches the back of"
        " the card, you can continue.",
    ),
    Note.PRINTED_EXAMPLE: QT_TRANSLATE_NOOP(
        "messages",
        "This password is printed in the guide as an example. To protect your account,"
        " please choose your own.",
    ),
}
# After the word "in", where nobody has told how long.
_A_WHILE = QT_TRANSLATE_NOOP("messages", "a little while")
# In place of the guide's rule, where the service asks for something else.
_ANOTHER_RULE = QT_TRANSLATE_NOOP(
    "messages", "Please enter a password that has everything listed below the field."
)
# In place of what is said of a picture, where a question stands.
_OF_A_QUESTION: Mapping[E, str] = {
    E.FIELD_EMPTY: QT_TRANSLATE_NOOP(
        "messages", "Please enter the answer to the question, in digits."
    ),
    E.CAPTCHA_WRONG: QT_TRANSLATE_NOOP(
        "messages",
        "That is not the answer. Here is a new question; please enter its answer in digits.",
    ),
    E.CAPTCHA_EXPIRED: QT_TRANSLATE_NOOP(
        "messages",
        "The question has expired. Here is a new one; the rest of your data is unchanged.",
    ),
}
# In place of what a citizen is told, where an administrator sets a desk up.
_OF_AN_ADDRESS: Mapping[E, str] = {
    E.SERVICE_UNREACHABLE: QT_TRANSLATE_NOOP(
        "messages",
        "Nothing answers at this address. Please check the address and the network, then try"
        " again.",
    ),
    E.SERVICE_FAULT: QT_TRANSLATE_NOOP(
        "messages",
        "What answers at this address does not answer as the service does. Please check the"
        " address, then try again.",
    ),
}
# Where the label of its field cannot begin a sentence.
_OF_A_RELATIVE: Mapping[E, str] = {
    E.NUMBER_LENGTH: QT_TRANSLATE_NOOP(
        "messages",
        "The relative's national number has {length} digits; {n} entered so far. Please check it.",
    ),
}
# In place of what is said of a page, where one question fills it.
_OVER_PAGES: Mapping[E, str] = {
    E.EVIDENCE_MISMATCH: QT_TRANSLATE_NOOP(
        "messages",
        "We could not match the identity details with the records. Please check them on the pages"
        " that follow; the rest of your data is kept. If they are right, please visit the nearest"
        " branch or call 117117.",
    ),
}
_EXAMPLES: Mapping[E, str] = {
    E.BIRTH_DATE_FORMAT: "17/5/1990",
    E.EMAIL_FORMAT: "name@example.com",
}


def sentence(problem: Problem) -> str:
    """Return the sentence for a problem, its values isolated so that they are not scrambled."""
    values = {name: isolate(str(value)) for name, value in problem.params.items()}
    values.setdefault("example", isolate(_EXAMPLES.get(problem.code, "")))
    values["label"] = wording.label(problem.field) if problem.field else ""
    wait = problem.retry_after
    values["time"] = duration(wait) if wait else QCoreApplication.translate("messages", _A_WHILE)
    if "tries_left" in problem.params:
        values["tries_left"] = tries_left(int(problem.params["tries_left"]))
    for name in ("n", "length", "calling_code", "tries_left"):
        values.setdefault(name, "")
    source = _SENTENCES[problem.code]
    if problem.code is E.PASSWORD_RULE and "length" in problem.params:
        source = _ANOTHER_RULE
    if problem.params.get("kind") == CaptchaKind.QUESTION:
        source = _OF_A_QUESTION.get(problem.code, source)
    if problem.field is FieldId.RELATIVE_NATIONAL_NUMBER:
        source = _OF_A_RELATIVE.get(problem.code, source)
    if "address" in problem.params:
        source = _OF_AN_ADDRESS.get(problem.code, source)
    if "pages" in problem.params:
        source = _OVER_PAGES.get(problem.code, source)
    text = QCoreApplication.translate("messages", source)
    return text.format_map(values).strip()


def tells_time(problem: Problem) -> bool:
    """Tell whether a problem's sentence says how long to wait."""
    return problem.retry_after is not None and "{time}" in _SENTENCES[problem.code]


def note(of: Note) -> str:
    """Return the sentence for a remark beside a field."""
    return QCoreApplication.translate("messages", _NOTES[of])


def _worded_count(text: str, n: int) -> str:
    return text.replace(str(n), isolate(str(n)))


class _Counts(QObject):
    """The counted nouns; `QObject.tr` is the one form in which lupdate sees a plural."""

    def tries_left(self, n: int) -> str:
        return self.tr("%n tries left.", "", n)

    def seconds(self, n: int) -> str:
        return self.tr("%n seconds", "", n)

    def minutes(self, n: int) -> str:
        return self.tr("%n minutes", "", n)

    def hours(self, n: int) -> str:
        return self.tr("%n hours", "", n)


def tries_left(n: int) -> str:
    """Say how many tries of a code are left."""
    return _worded_count(_Counts().tries_left(n), n)


def duration(seconds: int) -> str:
    """Say a length of time after the word "in" («بعد»), rounded up to a whole unit."""
    counts = _Counts()
    if seconds < 60:
        return _worded_count(counts.seconds(seconds), seconds)
    n = math.ceil(seconds / 60)
    if n < 60:
        return _worded_count(counts.minutes(n), n)
    n = math.ceil(seconds / 3600)
    return _worded_count(counts.hours(n), n)


def clock(seconds: int) -> str:
    """Write a running clock, for example 4:36."""
    return isolate(f"{seconds // 60}:{seconds % 60:02d}")
