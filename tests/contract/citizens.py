"""Citizens who register, forget their passwords and ask for their numbers."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import (
    Activated,
    CaptchaAnswer,
    CaptchaKind,
    Channel,
    CodeRequest,
    CodeSent,
    InquiryRequest,
    NewPasswordRequest,
    RegistrationRequest,
    ResetRequest,
    Session,
    SignInRequest,
)
from ssc_desktop.services.training import TrainingMessage, TrainingPerson
from tests.contract.backends import Backend

PASSWORD, NEW_PASSWORD = "Qarib#6183", "Waha+7264"


@contextmanager
def refused(code: ErrorCode, field: str | None = None) -> Iterator[list[Problem]]:
    """Expect a refusal; its problem is in the list afterwards."""
    problems: list[Problem] = []
    with pytest.raises(AppError) as caught:
        yield problems
    problems.append(caught.value.problem)
    assert caught.value.code is code
    if field is not None:
        assert caught.value.problem.field == field


def number_of(person: TrainingPerson) -> str:
    """Return a person's national or personal number."""
    number = person.national_number or person.personal_number
    assert number is not None
    return number


def another_code(code: str) -> str:
    """Return a code of the same length that is not this one."""
    return str((int(code) + 1) % 10 ** len(code)).zfill(len(code))


@dataclass
class Town:
    """A backend with its people, each taken once."""

    backend: Backend

    def __post_init__(self) -> None:
        people = self.backend.training.people(registered=False)
        self._waiting = list(people)

    @property
    def service(self) -> Any:
        """Return the service."""
        return self.backend.service

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.backend.clock.advance(seconds)

    # ---------------------------------------------------------- people

    def citizen(
        self, kind: Nationality = Nationality.JORDANIAN, *, insured: bool | None = None
    ) -> TrainingPerson:
        """Take somebody without an account."""
        for person in self._waiting:
            fits = insured is None or insured == (person.insurance_number is not None)
            if person.kind is kind and fits:
                self._waiting.remove(person)
                return person
        raise LookupError("nobody like that is left")

    def unknown_number(self) -> str:
        """Return a number that nobody has."""
        taken = {number_of(p) for p in self.backend.training.people()}
        return next(n for n in map(str, itertools.count(9_999_999_999, -1)) if n not in taken)

    # ---------------------------------------------------------- requests

    def picture(self) -> CaptchaAnswer:
        """Ask for a picture and read it."""
        made = self.service.new_captcha(CaptchaKind.PICTURE)
        seen = self.backend.training.captcha()
        assert seen is not None
        assert seen.id == made.id
        return CaptchaAnswer(made.id, Secret(seen.text))

    def registration(self, person: TrainingPerson, **changes: Any) -> RegistrationRequest:
        """Fill in the registration form as this person would."""
        request = RegistrationRequest(
            nationality=person.kind,
            calling_code="+962",
            phone_number=person.phone.removeprefix("+962"),
            activation_channel=Channel.SMS,
            password=Secret(PASSWORD),
            country_of_nationality=(
                person.nationality if person.kind is Nationality.FOREIGN else None
            ),
            national_number=person.national_number,
            personal_number=person.personal_number,
            card_number=person.card_number,
            passport_number=person.passport_number,
            birth_date=person.birth_date if person.kind is Nationality.FOREIGN else None,
            relative_national_number=person.relative_national_number,
            kinship=person.kinship_code,
            email=person.email,
        )
        if "captcha" not in changes:
            changes["captcha"] = self.picture()
        return replace(request, **changes)

    def inquiry(self, person: TrainingPerson, **changes: Any) -> InquiryRequest:
        """Fill in the inquiry form as this person would."""
        foreign = person.kind is Nationality.FOREIGN
        request = InquiryRequest(
            nationality=person.kind,
            calling_code="+962",
            phone_number=person.phone.removeprefix("+962"),
            country_of_nationality=person.nationality if foreign else None,
            national_number=person.national_number,
            civil_id_number=person.card_number,
            personal_number=person.personal_number,
            passport_number=person.passport_number,
            birth_date=person.birth_date if foreign else None,
            email=person.email,
        )
        return replace(request, **changes)

    # ---------------------------------------------------------- journeys

    def register(self, person: TrainingPerson, **changes: Any) -> CodeSent:
        """Send the registration form."""
        sent: CodeSent = self.service.register(self.registration(person, **changes))
        return sent

    def activate(self, person: TrainingPerson, **changes: Any) -> Activated:
        """Register all the way to the active account."""
        return self.verify(self.register(person, **changes), self.last_code())

    def verify(self, sent: CodeSent, code: str) -> Activated:
        """Give an activation code back."""
        request = CodeRequest(sent.flow_id, Secret(code))
        done: Activated = self.service.verify_registration(request)
        return done

    def sign_in(self, person: TrainingPerson, password: str = PASSWORD) -> Session:
        """Sign in."""
        request = SignInRequest(number_of(person), Secret(password))
        session: Session = self.service.sign_in(request)
        return session

    def ask_reset(
        self, person: TrainingPerson | str, channel: Channel = Channel.SMS, **more: Any
    ) -> CodeSent:
        """Ask for a reset code."""
        number = person if isinstance(person, str) else number_of(person)
        sent: CodeSent = self.service.request_reset(ResetRequest(number, channel, **more))
        return sent

    def finish_reset(self, sent: CodeSent, code: str, password: str = NEW_PASSWORD) -> None:
        """Give a reset code back with a new password."""
        self.service.finish_reset(NewPasswordRequest(sent.flow_id, Secret(code), Secret(password)))

    # ---------------------------------------------------------- messages

    def messages(self, to: str | None = None, last: int | None = None) -> list[TrainingMessage]:
        """Return what was sent."""
        return self.backend.training.messages(to=to, last=last)

    def last_code(self) -> str:
        """Return the newest code."""
        code = next(m.code for m in reversed(self.messages()) if m.code is not None)
        assert code is not None
        return code
