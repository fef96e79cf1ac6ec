"""What a trainee may see behind the corporation's back; in production there is none of it."""

from dataclasses import dataclass
from typing import Protocol

from ssc_desktop.domain.identity import Nationality
from ssc_desktop.services.contract import Channel


@dataclass(frozen=True, slots=True)
class TrainingPerson:
    """A synthetic person with all that is needed to register; dates are ISO, phones E.164.

    `password` is known for the few accounts made with the people. Attributes are the stable
    keys of `simulator people --json`, in order.
    """

    kind: Nationality
    name: str
    nationality: str
    national_number: str | None
    personal_number: str | None
    card_number: str | None
    passport_number: str | None
    birth_date: str
    relative_national_number: str | None
    kinship_code: str | None
    kinship: str | None
    insurance_number: str | None
    phone: str
    email: str
    registered: bool
    password: str | None


@dataclass(frozen=True, slots=True)
class TrainingMessage:
    """A message as the trainee's phone shows it; attributes are the keys of `simulator messages`.

    `sent_at` is ISO 8601 in UTC.
    """

    to: str
    channel: Channel
    purpose: str
    text: str
    code: str | None
    sent_at: str


@dataclass(frozen=True, slots=True)
class TrainingCaptcha:
    """The answer of a captcha."""

    id: str
    text: str


class TrainingAid(Protocol):
    """A look behind the scenes, in training only. Calls may block and may raise AppError."""

    def people(
        self,
        *,
        kind: Nationality | None = None,
        registered: bool | None = None,
        limit: int | None = None,
    ) -> list[TrainingPerson]:
        """Return people to try, always the same for one seed."""

    def messages(self, *, to: str | None = None, last: int | None = None) -> list[TrainingMessage]:
        """Return what was sent, newest last; `to` is a phone or an e-mail address.

        `last` asks for no more than so many of the newest.
        """

    def captcha(self, id: str | None = None) -> TrainingCaptcha | None:
        """Return a captcha's answer as long as it has not been used, the newest's for None."""
