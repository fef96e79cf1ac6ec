"""Read a request with the very rules of the form that it was filled in with."""

from collections.abc import Iterable

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import (
    INQUIRY_FORM,
    REGISTRATION_FORM,
    RESET_FORM,
    SIGN_IN_FORM,
    Answers,
    Asked,
    Form,
    check,
)
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.engine.context import Context
from ssc_desktop.services.contract import (
    InquiryRequest,
    NewPasswordRequest,
    RegistrationRequest,
    ResetRequest,
    SignInRequest,
    answers_of,
)

# What a person types a second time stays on the form; picture and code have rules of their own.
_NOT_SENT = frozenset(
    {
        FieldId.EMAIL_CONFIRMATION,
        FieldId.PASSWORD_CONFIRMATION,
        FieldId.NEW_PASSWORD_CONFIRMATION,
        FieldId.CAPTCHA,
        FieldId.CODE,
    }
)


def _sent(form: Iterable[Asked]) -> tuple[Asked, ...]:
    return tuple(entry for entry in form if entry.field not in _NOT_SENT)


_REGISTRATION = _sent(REGISTRATION_FORM)
_INQUIRY = _sent(INQUIRY_FORM)
_RESET = tuple(e for e in _sent(RESET_FORM) if e.field is not FieldId.NEW_PASSWORD)
_SIGN_IN = _sent(SIGN_IN_FORM)


def read_registration(context: Context, request: RegistrationRequest) -> Answers:
    """Return the values of a registration in canonical form. Raises the first problem."""
    return _read(context, _REGISTRATION, answers_of(request))


def read_inquiry(context: Context, request: InquiryRequest) -> Answers:
    """Return the values of an inquiry in canonical form. Raises the first problem."""
    return _read(context, _INQUIRY, answers_of(request))


def number_of(request: RegistrationRequest | InquiryRequest) -> str | None:
    """Return the number that a request is about, as it was typed; one beside it does not count."""
    jordanian = request.nationality is Nationality.JORDANIAN
    return request.national_number if jordanian else request.personal_number


def read_reset(context: Context, request: ResetRequest) -> Answers:
    """Return the values of a reset request in canonical form. Raises the first problem."""
    return _read(context, _RESET, answers_of(request))


def read_sign_in(context: Context, request: SignInRequest) -> Answers:
    """Return number and password of a sign-in. Raises the first problem."""
    typed = {
        FieldId.SIGN_IN_ID: request.sign_in_id,
        FieldId.CURRENT_PASSWORD: request.password.reveal(),
    }
    return _read(context, _SIGN_IN, typed)


def read_new_password(context: Context, request: NewPasswordRequest) -> str:
    """Return a new password as it is hashed. Raises the problem with it."""
    entry = next(e for e in RESET_FORM if e.field is FieldId.NEW_PASSWORD)
    typed = {FieldId.NEW_PASSWORD: request.new_password.reveal()}
    return _read(context, (entry,), typed)[FieldId.NEW_PASSWORD]


def _read(context: Context, asked: Iterable[Asked], typed: dict[FieldId, str]) -> Answers:
    checked = check(asked, Form(typed, context.reference, context.today()))
    if checked.problems:
        raise AppError.of(checked.problems[0])
    return checked.values
