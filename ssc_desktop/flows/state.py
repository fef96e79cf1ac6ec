"""Where a person stands in a journey: immutable values that hold no widget and no connection."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID, uuid4

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import Answers, Form
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.services.contract import (
    AccountService,
    Activated,
    CaptchaKind,
    CodeSent,
    InquiryAnswer,
    Language,
    PasswordChanged,
    Session,
)

Outcome = CodeSent | Activated | PasswordChanged | InquiryAnswer | Session
Call = Callable[[AccountService], Outcome]


class StepId(StrEnum):
    """Every step of every journey."""

    IDENTITY = "identity"
    CONTACT = "contact"
    DETAILS = "details"
    PASSWORD = "password"
    REVIEW = "review"
    CODE = "code"
    ACCOUNT_EXISTS = "account_exists"
    NOT_INSURED = "not_insured"
    SIGN_IN = "sign_in"
    USER_ID = "user_id"
    CHANNEL = "channel"
    NEW_PASSWORD = "new_password"
    DONE = "done"


class Arrangement(StrEnum):
    """How a step's fields are laid over pages."""

    GROUPED = "grouped"
    ONE_QUESTION = "one_question"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its fields, in groups that belong together when one question fills a page."""

    id: StepId
    questions: tuple[tuple[FieldId, ...], ...] = ()

    @property
    def fields(self) -> tuple[FieldId, ...]:
        """All fields of the step, in order."""
        return tuple(asked for question in self.questions for asked in question)


_RANDOM_BYTES = 6  # at the end of a UUIDv4


def new_attempt() -> str:
    """Return a fresh key under which a service recognises one submission sent twice (UUIDv4)."""
    return str(uuid4())


def key_of(attempt: str, what: str) -> str:
    """Return the key of one of several things that the same attempt can ask for (UUIDv4)."""
    # A hash would bring the library of all ciphers into the window, for four megabytes.
    return str(UUID(int=UUID(attempt).int ^ int.from_bytes(what.encode()[:_RANDOM_BYTES])))


@dataclass(frozen=True, slots=True)
class State:
    """One moment of one journey.

    `problems` stand beside fields, `banner` above the page; `locked` fields are shown but not
    changed; `returning` while one answer is changed from the review; `captcha_kind` is what the
    person looked at last; `attempt` stays the same until the service has answered.
    """

    reference: ReferenceData = field(repr=False)
    step: StepId
    arrangement: Arrangement = Arrangement.GROUPED
    language: Language = "ar"
    question: int = 0
    answers: Answers = field(default_factory=Answers)
    problems: tuple[Problem, ...] = ()
    banner: Problem | None = None
    locked: frozenset[FieldId] = frozenset()
    returning: bool = False
    captcha_id: str = ""
    captcha_kind: CaptchaKind = CaptchaKind.PICTURE
    captcha_required: bool = False
    sent: CodeSent | None = field(default=None, repr=False)
    result: Outcome | None = field(default=None, repr=False)
    attempt: str = field(default_factory=new_attempt, repr=False)

    @property
    def form(self) -> Form:
        """The answers as the rules read them."""
        return Form(self.answers, self.reference)

    @property
    def ended(self) -> bool:
        """Tell whether nothing can be changed any more."""
        return self.step is StepId.DONE
