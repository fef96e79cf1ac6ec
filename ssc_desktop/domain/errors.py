"""What can go wrong, as codes; `ui/messages.py` alone turns a code into a sentence.

`Problem` is a value that flows and results carry; `AppError` is the same thing raised.
"""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ssc_desktop.domain.app_error import AppError as AppError  # offered here too
from ssc_desktop.domain.field_id import FieldId


class ErrorCode(StrEnum):
    """Every refusal the program knows; the values are stable and stand in docs/error-codes.md."""

    # What the form alone shows.
    FIELD_EMPTY = "field.empty"
    CHOICE_EMPTY = "choice.empty"
    CHOICE_UNKNOWN = "choice.unknown"
    FIELD_TOO_LONG = "field.too_long"
    NUMBER_LENGTH = "number.length"
    NUMBER_DIGITS_ONLY = "number.digits_only"
    CARD_FORMAT = "card.format"
    RELATIVE_OWN_NUMBER = "relative.own_number"
    PASSPORT_FORMAT = "passport.format"
    BIRTH_DATE_FORMAT = "birth_date.format"
    BIRTH_DATE_RANGE = "birth_date.range"
    PHONE_FORMAT_JO = "phone.format_jo"
    PHONE_FORMAT_OTHER = "phone.format_other"
    EMAIL_FORMAT = "email.format"
    EMAIL_MISMATCH = "email.mismatch"
    EMAIL_NEEDED = "email.needed_for_activation"
    EMAIL_NEEDED_FOREIGN_PHONE = "email.needed_for_foreign_phone"
    SMS_NOT_AVAILABLE = "sms.not_available"
    PASSWORD_RULE = "password.rule"
    PASSWORD_TOO_LONG = "password.too_long"
    PASSWORD_PRINTED_EXAMPLE = "password.printed_example"
    PASSWORD_MISMATCH = "password.mismatch"
    CODE_INCOMPLETE = "code.incomplete"

    # What only the service knows.
    PASSWORD_TOO_COMMON = "password.too_common"
    CAPTCHA_REQUIRED = "captcha.required"
    CAPTCHA_WRONG = "captcha.wrong"
    CAPTCHA_EXPIRED = "captcha.expired"
    EVIDENCE_MISMATCH = "evidence.mismatch"
    EVIDENCE_LIMIT = "evidence.limit"
    ACCOUNT_EXISTS = "account.exists"
    CODE_WRONG = "code.wrong"
    CODE_EXPIRED = "code.expired"
    CODE_TRIES_USED = "code.tries_used"
    CODE_PAUSED = "code.paused"
    CODE_BRANCH_ONLY = "code.branch_only"
    RESEND_TOO_SOON = "code.resend_wait"
    FLOW_ENDED = "flow.ended"
    SIGN_IN_REFUSED = "signin.refused"
    SESSION_ENDED = "session.ended"
    INQUIRY_LIMIT = "inquiry.limit"
    NOT_INSURED = "inquiry.not_insured"
    TOO_MANY_REQUESTS = "service.too_many_requests"

    # The way to the service.
    SERVICE_UNREACHABLE = "service.unreachable"
    SERVICE_UNCONFIRMED = "service.unconfirmed"
    SERVICE_NOT_SUPPORTED = "service.not_supported"
    SERVICE_FAULT = "service.fault"
    CLIENT_OUTDATED = "client.outdated"
    CLIENT_CLOCK = "client.clock"

    # What this desk or terminal shows the service.
    CREDENTIAL_REFUSED = "credential.refused"
    CREDENTIAL_REQUIRED = "credential.required"
    CREDENTIAL_LOCKED = "credential.locked"

    # The simulator's own file.
    STORAGE_DAMAGED = "storage.damaged"
    STORAGE_LOCKED = "storage.locked"
    STORAGE_READ_ONLY = "storage.read_only"
    STORAGE_FULL = "storage.full"
    STORAGE_VERSION = "storage.version"

    # The program itself.
    INTERNAL = "internal"


_NOTHING: Mapping[str, int | str] = MappingProxyType({})


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One refusal: its code, the field it stands beside, and what the sentence needs.

    `params` holds the sentence's values: `n` digits entered, `length` digits wanted,
    `tries_left`, `calling_code`, the `kind` of captcha, whether the evidence is laid over several
    `pages`; and `expires_in`, how many seconds a code
    that was right holds while another password is chosen. `retry_after` is in seconds.
    `reference` is what support asks for.
    """

    code: ErrorCode
    field: FieldId | None = None
    params: Mapping[str, int | str] = dataclasses.field(default_factory=lambda: _NOTHING)
    retry_after: int | None = None
    reference: str | None = None

    @property
    def is_of_the_file(self) -> bool:
        """Tell whether the simulator's file is what could not be used."""
        return self.code.startswith("storage.")
