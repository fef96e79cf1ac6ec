"""The service contract: `AccountService`, its requests and its results.

Every call returns its one result type or raises `AppError`. Requests name their attributes as
`FieldId` does, so that one set of rules reads a form and a request alike. Durations are in
seconds from the moment the result arrives.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Literal, Protocol

from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.secret import Secret

Language = Literal["ar", "en"]


class Channel(StrEnum):
    """How a code travels."""

    SMS = "sms"
    EMAIL = "email"


class CaptchaKind(StrEnum):
    """A picture of characters, or a question in words for those who cannot see it."""

    PICTURE = "picture"
    QUESTION = "question"


class QuestionKind(StrEnum):
    """The questions in words; the window phrases them in its own language."""

    SUM = "sum"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class CaptchaQuestion:
    """A question about small numbers, answered with digits."""

    kind: QuestionKind
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Captcha:
    """One captcha: a PNG picture, or a question."""

    id: str
    png: bytes | None
    question: CaptchaQuestion | None
    expires_in: int


@dataclass(frozen=True, slots=True)
class CaptchaAnswer:
    """What the person read in captcha `id`."""

    id: str
    answer: Secret


@dataclass(frozen=True, slots=True)
class RegistrationRequest:
    """Open an account, or with `renewal` bring an existing one up to date.

    Numbers are 10 ASCII digits, `birth_date` is ISO, `calling_code` like +962, `phone_number`
    the national significant digits; countries, bank, level and kinship are the lists' codes.
    """

    nationality: Nationality
    calling_code: str
    phone_number: str
    activation_channel: Channel
    password: Secret
    country_of_nationality: str | None = None
    national_number: str | None = None
    personal_number: str | None = None
    card_number: str | None = None
    passport_number: str | None = None
    birth_date: str | None = None
    relative_national_number: str | None = None
    kinship: str | None = None
    email: str | None = None
    country_of_residence: str | None = None
    academic_level: str | None = None
    bank: str | None = None
    captcha: CaptchaAnswer | None = None
    renewal: bool = False
    language: Language = "ar"
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class InquiryRequest:
    """Ask for the insurance number without an account."""

    nationality: Nationality
    calling_code: str
    phone_number: str | None = None
    country_of_nationality: str | None = None
    national_number: str | None = None
    civil_id_number: str | None = None
    personal_number: str | None = None
    passport_number: str | None = None
    birth_date: str | None = None
    email: str | None = None
    captcha: CaptchaAnswer | None = None
    language: Language = "ar"
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class ResetRequest:
    """Ask for a code to the phone or e-mail on record."""

    user_id: str
    reset_channel: Channel
    captcha: CaptchaAnswer | None = None
    language: Language = "ar"
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class ResendRequest:
    """Ask for a new code in the same flow, by the same channel or by another one offered."""

    flow_id: str
    channel: Channel | None = None
    captcha: CaptchaAnswer | None = None
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class CodeRequest:
    """Give a code back."""

    flow_id: str
    code: Secret


@dataclass(frozen=True, slots=True)
class NewPasswordRequest:
    """Give a reset code back together with the new password."""

    flow_id: str
    code: Secret
    new_password: Secret


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """National or personal number, and the password."""

    sign_in_id: str
    password: Secret
    captcha: CaptchaAnswer | None = None


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code is on its way (or, in a reset, would be if the number had an account).

    `channels` is where it goes; `other_channels` where a new code could go instead;
    `resend_in` is None when no further code can be asked for in this flow.
    """

    flow_id: str
    channels: tuple[Channel, ...]
    other_channels: tuple[Channel, ...]
    code_length: int
    expires_in: int
    resend_in: int | None
    tries_left: int


@dataclass(frozen=True, slots=True)
class Activated:
    """The account is active; `renewed` where there was one.

    A re-registration may wait before it takes effect: until then the earlier data and the earlier
    password hold.
    """

    sign_in_id: str
    renewed: bool
    takes_effect_in: int = 0


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """The new password holds and earlier sessions have ended."""


@dataclass(frozen=True, slots=True)
class InquiryAnswer:
    """The person's insurance number."""

    insurance_number: str


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in session; the token stays in memory."""

    token: Secret
    name: str
    expires_in: int
    idle: int


@dataclass(frozen=True, slots=True)
class Account:
    """What the corporation holds of the person signed in."""

    name: str
    nationality: Nationality
    number: str
    phone: str
    email: str | None
    activation_channel: Channel
    country_of_residence: str | None
    academic_level: str | None
    bank: str | None
    insurance_number: str | None


Sendable = RegistrationRequest | InquiryRequest | ResetRequest


def answers_of(
    request: Sendable | SignInRequest | NewPasswordRequest | CodeRequest,
) -> dict[FieldId, str]:
    """Return a request's fields as a form's answers, so that the form's rules can read them."""
    known = {str(f) for f in FieldId}
    answers: dict[FieldId, str] = {}
    for attribute in fields(request):
        value = getattr(request, attribute.name)
        if attribute.name in known and attribute.name != "captcha" and value is not None:
            text = value.reveal() if isinstance(value, Secret) else str(value)
            answers[FieldId(attribute.name)] = text
    return answers


class AccountService(Protocol):
    """The corporation, as the flows see it. Every call may block and may raise AppError."""

    def reference_data(self) -> ReferenceData:
        """Return the lists and values that forms need."""

    def new_captcha(self, kind: CaptchaKind) -> Captcha:
        """Draw a new captcha."""

    def register(self, request: RegistrationRequest) -> CodeSent:
        """Check the evidence and send a code; sent again, it replaces the pending registration."""

    def verify_registration(self, request: CodeRequest) -> Activated:
        """Activate the account; repeatable with the same code for two minutes."""

    def resend_code(self, request: ResendRequest) -> CodeSent:
        """Send a new code; the old one dies, the counters stay."""

    def sign_in(self, request: SignInRequest) -> Session:
        """Open a session; wrong, unknown and locked are one refusal, SIGN_IN_REFUSED."""

    def sign_out(self, token: Secret) -> None:
        """End a session; an unknown one is no error."""

    def account(self, token: Secret) -> Account:
        """Return the account of a session. Raises SESSION_ENDED."""

    def request_reset(self, request: ResetRequest) -> CodeSent:
        """Send a reset code; the answer is the same whether the number has an account or not."""

    def finish_reset(self, request: NewPasswordRequest) -> PasswordChanged:
        """Set the new password; its rule is checked before a try of the code is spent."""

    def request_inquiry(self, request: InquiryRequest) -> CodeSent:
        """Check the evidence and send a code."""

    def answer_inquiry(self, request: CodeRequest) -> InquiryAnswer:
        """Return the insurance number. Raises NOT_INSURED where there is none."""

    def close(self) -> None:
        """Release what the service holds."""
