"""What fields, steps and choices are called; the English here, the Arabic in ar.ts.

An accessible name is exactly the label from this table.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.domain.password import PasswordPart, PasswordRule
from ssc_desktop.domain.reference import Choice, Country
from ssc_desktop.flows.state import StepId
from ui.language import QT_TRANSLATE_NOOP, current

LABELS: Mapping[F, str] = {
    F.NATIONALITY: QT_TRANSLATE_NOOP("wording", "Nationality"),
    F.COUNTRY_OF_NATIONALITY: QT_TRANSLATE_NOOP("wording", "Country of nationality"),
    F.NATIONAL_NUMBER: QT_TRANSLATE_NOOP("wording", "National number"),
    F.PERSONAL_NUMBER: QT_TRANSLATE_NOOP("wording", "Personal number"),
    F.CARD_NUMBER: QT_TRANSLATE_NOOP("wording", "ID card number"),
    F.CIVIL_ID_NUMBER: QT_TRANSLATE_NOOP("wording", "Civil ID number"),
    F.PASSPORT_NUMBER: QT_TRANSLATE_NOOP("wording", "Passport number"),
    F.BIRTH_DATE: QT_TRANSLATE_NOOP("wording", "Date of birth"),
    F.RELATIVE_NATIONAL_NUMBER: QT_TRANSLATE_NOOP("wording", "A relative's national number"),
    F.KINSHIP: QT_TRANSLATE_NOOP("wording", "Kinship"),
    F.CALLING_CODE: QT_TRANSLATE_NOOP("wording", "International calling code"),
    F.PHONE_NUMBER: QT_TRANSLATE_NOOP("wording", "Phone number"),
    F.EMAIL: QT_TRANSLATE_NOOP("wording", "E-mail"),
    F.EMAIL_CONFIRMATION: QT_TRANSLATE_NOOP("wording", "Confirm e-mail"),
    F.ACTIVATION_CHANNEL: QT_TRANSLATE_NOOP("wording", "Activation method"),
    F.COUNTRY_OF_RESIDENCE: QT_TRANSLATE_NOOP("wording", "Country of residence"),
    F.ACADEMIC_LEVEL: QT_TRANSLATE_NOOP("wording", "Academic level"),
    F.BANK: QT_TRANSLATE_NOOP("wording", "Bank"),
    F.PASSWORD: QT_TRANSLATE_NOOP("wording", "Password"),
    F.PASSWORD_CONFIRMATION: QT_TRANSLATE_NOOP("wording", "Confirm password"),
    F.CURRENT_PASSWORD: QT_TRANSLATE_NOOP("wording", "Password"),
    F.NEW_PASSWORD: QT_TRANSLATE_NOOP("wording", "New password"),
    F.NEW_PASSWORD_CONFIRMATION: QT_TRANSLATE_NOOP("wording", "Confirm password"),
    F.CAPTCHA: QT_TRANSLATE_NOOP("wording", "Picture code"),
    F.CODE: QT_TRANSLATE_NOOP("wording", "Verification code"),
    F.SIGN_IN_ID: QT_TRANSLATE_NOOP("wording", "Sign-in ID"),
    F.USER_ID: QT_TRANSLATE_NOOP("wording", "User ID"),
    F.RESET_CHANNEL: QT_TRANSLATE_NOOP("wording", "How to receive the code"),
}
HINTS: Mapping[F, str] = {
    F.NATIONAL_NUMBER: QT_TRANSLATE_NOOP("wording", "10 digits, as on your civil ID card"),
    F.PERSONAL_NUMBER: QT_TRANSLATE_NOOP("wording", "10 digits, as in your residence papers"),
    F.CARD_NUMBER: QT_TRANSLATE_NOOP(
        "wording", "On the back of the ID card, usually 3 Latin letters and 5 digits"
    ),
    F.CIVIL_ID_NUMBER: QT_TRANSLATE_NOOP(
        "wording", "On the back of the ID card, usually 3 Latin letters and 5 digits"
    ),
    F.PASSPORT_NUMBER: QT_TRANSLATE_NOOP(
        "wording", "As printed in the passport or travel document"
    ),
    F.BIRTH_DATE: QT_TRANSLATE_NOOP("wording", "Day, month, year, for example 17/5/1990"),
    F.RELATIVE_NATIONAL_NUMBER: QT_TRANSLATE_NOOP(
        "wording", "The number of your father, mother, brother, sister, spouse, son or daughter"
    ),
    F.KINSHIP: QT_TRANSLATE_NOOP(
        "wording",
        "What this relative is to you. Example: for your father's or mother's number,"
        " choose “Parents”",
    ),
    F.CALLING_CODE: QT_TRANSLATE_NOOP("wording", "Search by the country's name or its code"),
    F.PHONE_NUMBER: QT_TRANSLATE_NOOP("wording", "Without its leading zero, for example 790000000"),
    F.EMAIL: QT_TRANSLATE_NOOP("wording", "For example name@example.com"),
    F.EMAIL_CONFIRMATION: QT_TRANSLATE_NOOP("wording", "The same address once more"),
    F.COUNTRY_OF_NATIONALITY: QT_TRANSLATE_NOOP("wording", "Search by the country's name"),
    F.BANK: QT_TRANSLATE_NOOP("wording", "The bank where your account is"),
    F.PASSWORD: QT_TRANSLATE_NOOP(
        "wording", "At least 8 characters, with digits, letters and symbols"
    ),
    F.NEW_PASSWORD: QT_TRANSLATE_NOOP(
        "wording", "At least 8 characters, with digits, letters and symbols"
    ),
    F.PASSWORD_CONFIRMATION: QT_TRANSLATE_NOOP("wording", "The same password once more"),
    F.NEW_PASSWORD_CONFIRMATION: QT_TRANSLATE_NOOP("wording", "The same password once more"),
    F.SIGN_IN_ID: QT_TRANSLATE_NOOP(
        "wording", "Your national number, or your personal number if you are not Jordanian"
    ),
    F.USER_ID: QT_TRANSLATE_NOOP(
        "wording", "Your national number, or your personal number if you are not Jordanian"
    ),
    F.CAPTCHA: QT_TRANSLATE_NOOP(
        "wording", "Exactly as in the picture, capitals and small letters"
    ),
}
_CHOICES: Mapping[tuple[F, str], str] = {
    (F.NATIONALITY, "jordanian"): QT_TRANSLATE_NOOP("wording", "Jordanian"),
    (F.NATIONALITY, "foreign"): QT_TRANSLATE_NOOP("wording", "Non-Jordanian"),
    # On a page that also asks the phone and the e-mail, the options need names of their own.
    (F.ACTIVATION_CHANNEL, "sms"): QT_TRANSLATE_NOOP("wording", "By phone number"),
    (F.ACTIVATION_CHANNEL, "email"): QT_TRANSLATE_NOOP("wording", "By e-mail"),
    (F.RESET_CHANNEL, "sms"): QT_TRANSLATE_NOOP("wording", "Phone number"),
    (F.RESET_CHANNEL, "email"): QT_TRANSLATE_NOOP("wording", "E-mail"),
}
_STEPS: Mapping[StepId, str] = {
    StepId.IDENTITY: QT_TRANSLATE_NOOP("wording", "Identity"),
    StepId.CONTACT: QT_TRANSLATE_NOOP("wording", "Contact details"),
    StepId.DETAILS: QT_TRANSLATE_NOOP("wording", "Further details"),
    StepId.PASSWORD: QT_TRANSLATE_NOOP("wording", "Password"),
    StepId.REVIEW: QT_TRANSLATE_NOOP("wording", "Review and send"),
    StepId.CODE: QT_TRANSLATE_NOOP("wording", "Verification code"),
    StepId.USER_ID: QT_TRANSLATE_NOOP("wording", "User ID"),
    StepId.CHANNEL: QT_TRANSLATE_NOOP("wording", "How to receive the code"),
    StepId.NEW_PASSWORD: QT_TRANSLATE_NOOP("wording", "New password"),
}
_PASSWORD_PARTS: Mapping[PasswordPart, str] = {
    PasswordPart.LETTER: QT_TRANSLATE_NOOP("wording", "a letter"),
    PasswordPart.DIGIT: QT_TRANSLATE_NOOP("wording", "a digit"),
    PasswordPart.SYMBOL: QT_TRANSLATE_NOOP("wording", "a symbol such as * @ #"),
}
_STRENGTHS = (
    QT_TRANSLATE_NOOP("wording", "Not complete yet"),
    QT_TRANSLATE_NOOP("wording", "Acceptable"),
    QT_TRANSLATE_NOOP("wording", "Fair"),
    QT_TRANSLATE_NOOP("wording", "Good"),
    QT_TRANSLATE_NOOP("wording", "Very good"),
)


def _worded(source: str) -> str:
    return QCoreApplication.translate("wording", source)


def label(field: F) -> str:
    """Return a field's label, which is also its accessible name."""
    return _worded(LABELS[field])


def hint(field: F) -> str:
    """Return the one short hint of a field, empty where none is needed."""
    return _worded(HINTS[field]) if field in HINTS else ""


def date(iso: str) -> str:
    """Return a date (YYYY-MM-DD) in the order in which the forms ask for it."""
    year, month, day = iso.split("-")
    return f"{int(day)}/{int(month)}/{year}"


def choice(field: F, entry: Choice) -> str:
    """Return an entry's name in the language on the screen."""
    own = _CHOICES.get((field, entry.code))
    if own:
        return _worded(own)
    name = entry.ar if current() == "ar" else entry.en
    if field is F.CALLING_CODE and isinstance(entry, Country) and entry.calling_code:
        return f"{name} {isolate(entry.calling_code)}"
    return name


def step(step_id: StepId) -> str:
    """Return a step's name in the list of steps."""
    return _worded(_STEPS[step_id])


class _Counts(QObject):
    """A counted noun; `QObject.tr` is the one form in which lupdate sees a plural."""

    def characters(self, n: int) -> str:
        return self.tr("%n characters or more", "", n)


def password_part(part: PasswordPart, rule: PasswordRule) -> str:
    """Return a part of the password rule in words."""
    if part is PasswordPart.LENGTH:
        return _Counts().characters(rule.min_length)
    return _worded(_PASSWORD_PARTS[part])


def strength(grade: int) -> str:
    """Return a password's grade, 0 to 4, in words."""
    return _worded(_STRENGTHS[grade])
