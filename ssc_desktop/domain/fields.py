"""The field catalogue: what each form asks, when it must be answered, and how answers are read.

The forms on the screen and the service behind them read with these same rules, so both give the
same verdict on everything that a form alone can show.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from ssc_desktop.domain.code import parse_code
from ssc_desktop.domain.email import parse_email, same_mailbox
from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.form import CHANNELS, NATIONALITIES
from ssc_desktop.domain.form import Answers as Answers  # offered here too
from ssc_desktop.domain.form import Form as Form
from ssc_desktop.domain.identity import (
    Nationality,
    card_shape_is_usual,
    parse_birth_date,
    parse_card_number,
    parse_number,
    parse_passport_number,
)
from ssc_desktop.domain.password import check_password, is_printed_example, normalized
from ssc_desktop.domain.phone import parse_phone
from ssc_desktop.domain.policy import INPUT_LIMIT
from ssc_desktop.domain.reference import Choice, find_calling_code, find_choice
from ssc_desktop.domain.text import plain, without_spaces


class FieldKind(Enum):
    """What a field looks like; the window has one widget for each."""

    NUMBER = "number"
    LATIN = "latin"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    CODE = "code"
    PASSWORD = "password"
    NEW_PASSWORD = "new_password"
    RADIO = "radio"
    SEARCH = "search"
    CAPTCHA = "captcha"


Reader = Callable[[str, Form], str]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """How a field looks, how its raw text becomes a value, and its list if it has one."""

    kind: FieldKind
    read: Reader
    choices: Callable[[Form], tuple[Choice, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of one form: when it is asked and when it must be answered."""

    field: FieldId
    asked: Callable[[Form], bool]
    required: Callable[[Form], bool]


@dataclass(frozen=True, slots=True)
class Checked:
    """The values of a form in canonical form, and what is wrong with it."""

    values: Answers
    problems: tuple[Problem, ...]


class Note(Enum):
    """A remark beside a field that refuses nothing."""

    EMAIL_ONLY = "activation.email_only_note"
    CARD_SHAPE = "card.shape_note"
    PRINTED_EXAMPLE = "password.printed_example_note"


# ------------------------------------------------------------------ reading single fields


def _number(asked: FieldId) -> Reader:
    return lambda raw, _form: parse_number(raw, asked)


def _relative(raw: str, form: Form) -> str:
    number = parse_number(raw, FieldId.RELATIVE_NATIONAL_NUMBER)
    if number == form.own_number():
        raise AppError(ErrorCode.RELATIVE_OWN_NUMBER, FieldId.RELATIVE_NATIONAL_NUMBER)
    return number


def _card(asked: FieldId) -> Reader:
    return lambda raw, _form: parse_card_number(raw, asked)


def _choice(asked: FieldId, choices: Callable[[Form], tuple[Choice, ...]]) -> FieldSpec:
    def read(raw: str, form: Form) -> str:
        choice = find_choice(choices(form), raw)
        if choice is None:
            raise AppError(ErrorCode.CHOICE_UNKNOWN, asked)
        return choice.code

    return FieldSpec(FieldKind.SEARCH, read, choices)


def _radio(asked: FieldId, choices: Callable[[Form], tuple[Choice, ...]]) -> FieldSpec:
    return FieldSpec(FieldKind.RADIO, _choice(asked, choices).read, choices)


def _calling_code(raw: str, form: Form) -> str:
    country = find_calling_code(form.reference.countries, raw)
    if country is None or country.calling_code is None:
        raise AppError(ErrorCode.CHOICE_UNKNOWN, FieldId.CALLING_CODE)
    return country.calling_code


def _phone(raw: str, form: Form) -> str:
    if not form.calling_code_is_known():
        return plain(raw)  # no rule fits it until its calling code is put right
    return parse_phone(raw, form.calling_code())


def _channel(raw: str, form: Form) -> str:
    channel = _choice(FieldId.ACTIVATION_CHANNEL, _channels).read(raw, form)
    if channel == "sms" and not form.sms_reaches():
        raise AppError(ErrorCode.SMS_NOT_AVAILABLE, FieldId.ACTIVATION_CHANNEL)
    return channel


def _email_again(raw: str, form: Form) -> str:
    if not same_mailbox(raw, form.raw(FieldId.EMAIL)):
        raise AppError(ErrorCode.EMAIL_MISMATCH, FieldId.EMAIL_CONFIRMATION)
    return plain(raw)  # whether it is an address at all is said once, beside the first


def _new_password(asked: FieldId) -> Reader:
    return lambda raw, form: check_password(raw, form.reference.password_rule, asked)


def _password_again(asked: FieldId, first: FieldId) -> Reader:
    def read(raw: str, form: Form) -> str:
        if normalized(raw) != normalized(form.raw(first)):
            raise AppError(ErrorCode.PASSWORD_MISMATCH, asked)
        return normalized(raw)

    return read


def _nationalities(_form: Form) -> tuple[Choice, ...]:
    return NATIONALITIES


def _channels(_form: Form) -> tuple[Choice, ...]:
    return CHANNELS


def _foreign_countries(form: Form) -> tuple[Choice, ...]:
    return tuple(c for c in form.reference.countries if c.code != "JO")


def _dialled_countries(form: Form) -> tuple[Choice, ...]:
    return tuple(c for c in form.reference.countries if c.calling_code)


F = FieldId
CATALOGUE: Mapping[FieldId, FieldSpec] = {
    F.NATIONALITY: _radio(F.NATIONALITY, _nationalities),
    F.COUNTRY_OF_NATIONALITY: _choice(F.COUNTRY_OF_NATIONALITY, _foreign_countries),
    F.NATIONAL_NUMBER: FieldSpec(FieldKind.NUMBER, _number(F.NATIONAL_NUMBER)),
    F.PERSONAL_NUMBER: FieldSpec(FieldKind.NUMBER, _number(F.PERSONAL_NUMBER)),
    F.CARD_NUMBER: FieldSpec(FieldKind.LATIN, _card(F.CARD_NUMBER)),
    F.CIVIL_ID_NUMBER: FieldSpec(FieldKind.LATIN, _card(F.CIVIL_ID_NUMBER)),
    F.PASSPORT_NUMBER: FieldSpec(FieldKind.LATIN, lambda raw, _form: parse_passport_number(raw)),
    F.BIRTH_DATE: FieldSpec(FieldKind.DATE, lambda raw, form: parse_birth_date(raw, form.today)),
    F.RELATIVE_NATIONAL_NUMBER: FieldSpec(FieldKind.NUMBER, _relative),
    F.KINSHIP: _radio(F.KINSHIP, lambda form: form.reference.kinships),
    F.CALLING_CODE: FieldSpec(FieldKind.SEARCH, _calling_code, _dialled_countries),
    F.PHONE_NUMBER: FieldSpec(FieldKind.PHONE, _phone),
    F.EMAIL: FieldSpec(FieldKind.EMAIL, lambda raw, _form: parse_email(raw)),
    F.EMAIL_CONFIRMATION: FieldSpec(FieldKind.EMAIL, _email_again),
    F.ACTIVATION_CHANNEL: FieldSpec(FieldKind.RADIO, _channel, _channels),
    F.COUNTRY_OF_RESIDENCE: _choice(F.COUNTRY_OF_RESIDENCE, lambda form: form.reference.countries),
    F.ACADEMIC_LEVEL: _choice(F.ACADEMIC_LEVEL, lambda form: form.reference.academic_levels),
    F.BANK: _choice(F.BANK, lambda form: form.reference.banks),
    F.PASSWORD: FieldSpec(FieldKind.NEW_PASSWORD, _new_password(F.PASSWORD)),
    F.PASSWORD_CONFIRMATION: FieldSpec(
        FieldKind.PASSWORD, _password_again(F.PASSWORD_CONFIRMATION, F.PASSWORD)
    ),
    F.CURRENT_PASSWORD: FieldSpec(FieldKind.PASSWORD, lambda raw, _form: normalized(raw)),
    F.NEW_PASSWORD: FieldSpec(FieldKind.NEW_PASSWORD, _new_password(F.NEW_PASSWORD)),
    F.NEW_PASSWORD_CONFIRMATION: FieldSpec(
        FieldKind.PASSWORD, _password_again(F.NEW_PASSWORD_CONFIRMATION, F.NEW_PASSWORD)
    ),
    F.CAPTCHA: FieldSpec(FieldKind.CAPTCHA, lambda raw, _form: without_spaces(raw)),
    F.CODE: FieldSpec(
        FieldKind.CODE, lambda raw, form: parse_code(raw, form.reference.code_length)
    ),
    F.SIGN_IN_ID: FieldSpec(FieldKind.NUMBER, _number(F.SIGN_IN_ID)),
    F.USER_ID: FieldSpec(FieldKind.NUMBER, _number(F.USER_ID)),
    F.RESET_CHANNEL: _radio(F.RESET_CHANNEL, _channels),
}
_PASSWORDS = frozenset(
    {
        F.PASSWORD,
        F.PASSWORD_CONFIRMATION,
        F.CURRENT_PASSWORD,
        F.NEW_PASSWORD,
        F.NEW_PASSWORD_CONFIRMATION,
    }
)
SECRET_FIELDS = _PASSWORDS | {F.CAPTCHA, F.CODE}


# ------------------------------------------------------------------ forms


def _always(_form: Form) -> bool:
    return True


def _never(_form: Form) -> bool:
    return False


def _jordanian(form: Form) -> bool:
    return form.nationality() is Nationality.JORDANIAN


def _foreign(form: Form) -> bool:
    return form.nationality() is Nationality.FOREIGN


def _nationality_known(form: Form) -> bool:
    return form.nationality() is not None


def _unless_optional(asked: FieldId) -> Callable[[Form], bool]:
    return lambda form: asked not in form.reference.optional_fields


def _email_activates(form: Form) -> bool:
    return form.activates_by_email()


def _email_given(form: Form) -> bool:
    return form.given(F.EMAIL)


def _foreign_without_email(form: Form) -> bool:
    return not (_foreign(form) and form.given(F.EMAIL))


def _sms_cannot_reach(form: Form) -> bool:
    return not form.sms_reaches()


REGISTRATION_FORM: tuple[Asked, ...] = (
    Asked(F.NATIONALITY, _always, _always),
    Asked(F.NATIONAL_NUMBER, _jordanian, _always),
    Asked(F.CARD_NUMBER, _jordanian, _always),
    Asked(F.RELATIVE_NATIONAL_NUMBER, _jordanian, _always),
    Asked(F.KINSHIP, _jordanian, _always),
    Asked(F.COUNTRY_OF_NATIONALITY, _foreign, _always),
    Asked(F.PERSONAL_NUMBER, _foreign, _always),
    Asked(F.PASSPORT_NUMBER, _foreign, _unless_optional(F.PASSPORT_NUMBER)),
    Asked(F.BIRTH_DATE, _foreign, _unless_optional(F.BIRTH_DATE)),
    Asked(F.CALLING_CODE, _always, _always),
    Asked(F.PHONE_NUMBER, _always, _always),
    Asked(F.ACTIVATION_CHANNEL, _always, _always),
    Asked(F.EMAIL, _always, _email_activates),
    Asked(F.EMAIL_CONFIRMATION, _always, _email_given),
    Asked(F.COUNTRY_OF_RESIDENCE, _always, _never),
    Asked(F.ACADEMIC_LEVEL, _always, _never),
    Asked(F.BANK, _always, _never),
    Asked(F.PASSWORD, _always, _always),
    Asked(F.PASSWORD_CONFIRMATION, _always, _always),
    Asked(F.CAPTCHA, _always, _always),
    Asked(F.CODE, _always, _always),
)
INQUIRY_FORM: tuple[Asked, ...] = (
    Asked(F.NATIONALITY, _always, _always),
    Asked(F.NATIONAL_NUMBER, _jordanian, _always),
    Asked(F.CIVIL_ID_NUMBER, _jordanian, _always),
    Asked(F.COUNTRY_OF_NATIONALITY, _foreign, _always),
    Asked(F.PERSONAL_NUMBER, _foreign, _always),
    Asked(F.PASSPORT_NUMBER, _foreign, _unless_optional(F.PASSPORT_NUMBER)),
    Asked(F.BIRTH_DATE, _foreign, _unless_optional(F.BIRTH_DATE)),
    Asked(F.CALLING_CODE, _nationality_known, _always),
    Asked(F.PHONE_NUMBER, _nationality_known, _foreign_without_email),
    Asked(F.EMAIL, _nationality_known, _sms_cannot_reach),
    Asked(F.CAPTCHA, _always, _always),
    Asked(F.CODE, _always, _always),
)
RESET_FORM: tuple[Asked, ...] = (
    Asked(F.USER_ID, _always, _always),
    Asked(F.RESET_CHANNEL, _always, _always),
    Asked(F.CODE, _always, _always),
    Asked(F.NEW_PASSWORD, _always, _always),
    Asked(F.NEW_PASSWORD_CONFIRMATION, _always, _always),
    Asked(F.CAPTCHA, _always, _always),
)
SIGN_IN_FORM: tuple[Asked, ...] = (
    Asked(F.SIGN_IN_ID, _always, _always),
    Asked(F.CURRENT_PASSWORD, _always, _always),
    Asked(F.CAPTCHA, _always, _always),
)


def check(asked: Iterable[Asked], form: Form) -> Checked:
    """Read the asked fields of a form; every problem names its field, in the form's order."""
    values: dict[FieldId, str] = {}
    problems: list[Problem] = []
    for entry in asked:
        if not entry.asked(form):
            continue
        try:
            value = read_field(entry, form)
        except AppError as error:
            problems.append(error.problem)
        else:
            if value is not None:
                values[entry.field] = value
    return Checked(Answers(values), tuple(problems))


def read_field(entry: Asked, form: Form) -> str | None:
    """Read one field, None where an optional one is empty. Raises AppError."""
    spec, raw = CATALOGUE[entry.field], form.raw(entry.field)
    if len(raw) >= INPUT_LIMIT:
        raise AppError(ErrorCode.FIELD_TOO_LONG, entry.field)
    if not (raw if entry.field in _PASSWORDS else plain(raw)):
        if entry.required(form):
            raise _empty(entry.field, form)
        return None
    return spec.read(raw, form)


def _empty(asked: FieldId, form: Form) -> AppError:
    if asked is F.EMAIL:
        reached = form.sms_reaches()
        return AppError(
            ErrorCode.EMAIL_NEEDED if reached else ErrorCode.EMAIL_NEEDED_FOREIGN_PHONE, asked
        )
    if asked is F.CODE:
        return AppError(ErrorCode.CODE_INCOMPLETE, asked, length=form.reference.code_length)
    has_list = CATALOGUE[asked].choices is not None
    return AppError(ErrorCode.CHOICE_EMPTY if has_list else ErrorCode.FIELD_EMPTY, asked)


def note_for(asked: FieldId, form: Form) -> Note | None:
    """Return the remark that an answer deserves although it is accepted."""
    raw = form.raw(asked)
    if asked is F.ACTIVATION_CHANNEL:
        return None if form.sms_reaches() else Note.EMAIL_ONLY
    if asked in (F.CARD_NUMBER, F.CIVIL_ID_NUMBER) and raw:
        try:
            usual = card_shape_is_usual(parse_card_number(raw, asked))
        except AppError:
            return None
        return None if usual else Note.CARD_SHAPE
    if asked in (F.PASSWORD, F.NEW_PASSWORD) and is_printed_example(raw):
        refused = form.reference.password_rule.refuse_printed_example
        return None if refused else Note.PRINTED_EXAMPLE
    return None
