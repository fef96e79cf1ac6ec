"""The journeys against the embedded simulator: form, service and message fit together."""

from typing import Any

import pytest

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.policy import CodePolicy
from ssc_desktop.flows.flow import Flow
from ssc_desktop.flows.inquiry import InquiryFlow
from ssc_desktop.flows.password_reset import PasswordResetFlow
from ssc_desktop.flows.registration import RegistrationFlow
from ssc_desktop.flows.sign_in import SignInFlow
from ssc_desktop.flows.state import Arrangement, StepId
from ssc_desktop.services.contract import (
    Activated,
    InquiryAnswer,
    Session,
)
from ssc_desktop.services.training import TrainingPerson
from tests.contract.backends import Backend
from tests.flows.scripted import Person

PASSWORD, NEW_PASSWORD = "Qarib#6183", "Waha+7264"
both_kinds = pytest.mark.parametrize("kind", list(Nationality))
both_arrangements = pytest.mark.parametrize("arrangement", list(Arrangement))


@pytest.fixture(scope="module")
def waiting(backend: Backend) -> list[TrainingPerson]:
    """Those who have no account yet and are insured."""
    people = backend.training.people(registered=False)
    return [person for person in people if person.insurance_number is not None]


class Citizen:
    """Somebody of the simulator, with the papers, the phone and the mailbox in hand."""

    def __init__(self, backend: Backend, person: TrainingPerson) -> None:
        self.backend, self.person = backend, person
        number = person.national_number or person.personal_number or ""
        self.number = number
        self.says: dict[FieldId, str] = {
            F.NATIONALITY: person.kind,
            F.COUNTRY_OF_NATIONALITY: person.nationality,
            F.NATIONAL_NUMBER: person.national_number or "",
            F.CARD_NUMBER: (person.card_number or "").lower(),
            F.CIVIL_ID_NUMBER: person.card_number or "",
            F.RELATIVE_NATIONAL_NUMBER: person.relative_national_number or "",
            F.KINSHIP: person.kinship or "",
            F.PERSONAL_NUMBER: person.personal_number or "",
            F.PASSPORT_NUMBER: person.passport_number or "",
            F.BIRTH_DATE: "/".join(reversed(person.birth_date.split("-"))),
            F.CALLING_CODE: "الأردن +962",
            F.PHONE_NUMBER: "0" + person.phone.removeprefix("+962"),
            F.ACTIVATION_CHANNEL: "sms",
            F.EMAIL: person.email,
            F.EMAIL_CONFIRMATION: person.email.upper(),
            F.BANK: "البنك العربي",
            F.PASSWORD: PASSWORD,
            F.PASSWORD_CONFIRMATION: PASSWORD,
            F.USER_ID: number,
            F.RESET_CHANNEL: "sms",
            F.NEW_PASSWORD: NEW_PASSWORD,
            F.NEW_PASSWORD_CONFIRMATION: NEW_PASSWORD,
            F.SIGN_IN_ID: number,
            F.CURRENT_PASSWORD: PASSWORD,
        }

    def walk(self, flow: Flow, **start: Any) -> Person:
        """Begin a journey."""
        walking = Person(flow, self.backend.service, self.says, **start)
        walking.read_captcha = self._read_captcha
        return walking

    def finish(self, walking: Person, *, to: str | None = None) -> None:
        """Walk on to the end, pasting the newest message where the code is asked."""
        while not walking.state.ended:
            if F.CODE in walking.asked():
                walking.says[F.CODE] = self.newest_message(to)
            before = walking.state
            walking.turn()
            assert not walking.refusals(), walking.refusals()
            assert walking.state is not before

    def newest_message(self, to: str | None = None) -> str:
        """Copy the newest message, whole."""
        return self.backend.training.messages(to=to or self.person.phone)[-1].text

    def register(self, **start: Any) -> Person:
        """Open an account."""
        walking = self.walk(RegistrationFlow(), **start)
        self.finish(walking)
        return walking

    def sign_in(self, password: str) -> dict[FieldId | None, E]:
        """Sign in and out again; return what was refused."""
        walking = self.walk(SignInFlow())
        walking.says[F.CURRENT_PASSWORD] = password
        walking.turn()
        if isinstance(walking.state.result, Session):
            self.backend.service.sign_out(walking.state.result.token)
        return walking.refusals()

    def _read_captcha(self, captcha_id: str) -> str:
        seen = self.backend.training.captcha()
        assert seen is not None
        assert seen.id == captcha_id
        return " ".join(seen.text)


@pytest.fixture
def kind() -> Nationality:
    """Take a Jordanian, where a test does not say otherwise."""
    return Nationality.JORDANIAN


@pytest.fixture
def citizen(backend: Backend, waiting: list[TrainingPerson], kind: Nationality) -> Citizen:
    """Take somebody of this kind."""
    person = next(person for person in waiting if person.kind is kind)
    waiting.remove(person)
    return Citizen(backend, person)


@both_arrangements
@both_kinds
def test_register_and_sign_in(
    citizen: Citizen, kind: Nationality, arrangement: Arrangement
) -> None:
    walking = citizen.register(arrangement=arrangement)
    assert walking.state.result == Activated(citizen.number, renewed=False)
    signing = citizen.walk(SignInFlow())
    signing.turn()
    session = signing.state.result
    assert isinstance(session, Session)
    account = citizen.backend.service.account(session.token)
    assert (account.number, account.phone) == (citizen.number, citizen.person.phone)
    assert account.email == citizen.person.email
    assert account.bank == "ARAB"


@both_arrangements
@both_kinds
def test_get_back_in_with_a_new_password(
    citizen: Citizen, kind: Nationality, arrangement: Arrangement
) -> None:
    citizen.register()
    citizen.finish(citizen.walk(PasswordResetFlow(), arrangement=arrangement))
    assert citizen.sign_in(PASSWORD) == {None: E.SIGN_IN_REFUSED}
    assert citizen.sign_in(NEW_PASSWORD) == {}


@both_arrangements
@both_kinds
def test_re_register_with_another_phone(
    citizen: Citizen, kind: Nationality, arrangement: Arrangement
) -> None:
    citizen.register()
    carried = dict.fromkeys((F.NATIONAL_NUMBER, F.PERSONAL_NUMBER), citizen.number)
    walking = citizen.walk(
        RegistrationFlow(renewal=True),
        arrangement=arrangement,
        answers=carried,
        locked=frozenset(carried),
    )
    walking.says |= {
        F.PHONE_NUMBER: "077 000 4444",
        F.PASSWORD: NEW_PASSWORD,
        F.PASSWORD_CONFIRMATION: NEW_PASSWORD,
    }
    citizen.finish(walking, to="+962770004444")
    assert walking.state.result == Activated(citizen.number, renewed=True)
    assert citizen.sign_in(NEW_PASSWORD) == {}


@both_arrangements
@both_kinds
def test_ask_for_the_insurance_number(
    citizen: Citizen, kind: Nationality, arrangement: Arrangement
) -> None:
    walking = citizen.walk(InquiryFlow(), arrangement=arrangement)
    citizen.finish(walking)
    assert walking.state.result == InquiryAnswer(citizen.person.insurance_number or "")


def test_an_account_that_exists_is_told_to_its_owner_alone(citizen: Citizen) -> None:
    citizen.register()
    again = citizen.walk(RegistrationFlow())
    again.walk_to(StepId.REVIEW)
    again.turn()
    assert again.step is StepId.ACCOUNT_EXISTS
    stranger = citizen.walk(RegistrationFlow())
    stranger.says[F.CARD_NUMBER] = "XXX00000"
    stranger.walk_to(StepId.REVIEW)
    stranger.turn()
    assert stranger.step is StepId.IDENTITY
    assert stranger.refusals() == {None: E.EVIDENCE_MISMATCH}


def test_wrong_evidence_is_put_right_and_sent_again(citizen: Citizen) -> None:
    walking = citizen.walk(RegistrationFlow())
    right = walking.says[F.KINSHIP]
    walking.says[F.KINSHIP] = next(
        str(n) for n in range(1, 5) if str(n) != citizen.person.kinship_code
    )
    walking.walk_to(StepId.REVIEW)
    walking.turn()
    assert walking.refusals() == {None: E.EVIDENCE_MISMATCH}
    walking.says[F.KINSHIP] = right
    citizen.finish(walking)
    assert walking.state.result == Activated(citizen.number, renewed=False)


def test_a_wrong_picture_code_costs_nothing_else(citizen: Citizen) -> None:
    walking = citizen.walk(RegistrationFlow())
    walking.walk_to(StepId.REVIEW)
    walking.another_captcha()
    walking.type({F.CAPTCHA: "wrong"})
    walking.go_on()
    assert walking.refusals() == {F.CAPTCHA: E.CAPTCHA_WRONG}
    citizen.finish(walking)


def test_a_wrong_code_leaves_two_tries_and_a_new_one_is_sent(citizen: Citizen) -> None:
    walking = citizen.walk(RegistrationFlow())
    walking.walk_to(StepId.CODE)
    right = citizen.backend.training.messages(to=citizen.person.phone)[-1].code
    assert right is not None
    walking.type({F.CODE: str((int(right) + 1) % 10_000).zfill(4)})
    walking.go_on()
    assert walking.refusals() == {F.CODE: E.CODE_WRONG}
    assert walking.state.problems[0].params["tries_left"] == 2
    walking.resend()
    assert walking.refusals() == {None: E.RESEND_TOO_SOON}
    citizen.backend.clock.advance(CodePolicy().resend_waits[0])
    walking.resend()
    assert walking.refusals() == {}
    citizen.finish(walking)


def test_a_code_that_came_too_late_is_replaced(citizen: Citizen) -> None:
    walking = citizen.walk(RegistrationFlow())
    walking.walk_to(StepId.CODE)
    walking.says[F.CODE] = citizen.newest_message()
    citizen.backend.clock.advance(CodePolicy().life + 1)
    walking.turn()
    assert walking.refusals() == {F.CODE: E.CODE_EXPIRED}
    walking.resend()
    citizen.finish(walking)


def test_an_unconfirmed_request_that_is_sent_again_sends_one_code(citizen: Citizen) -> None:
    walking = citizen.walk(RegistrationFlow())
    walking.walk_to(StepId.REVIEW)
    walking.fill()
    call = walking.flow.call(walking.state)
    assert call is not None
    call(citizen.backend.service)  # the answer is lost on its way
    lost = AppError(E.SERVICE_UNCONFIRMED).problem
    walking.state = walking.flow.refuse(walking.state, lost)
    walking.go_on()
    assert walking.step is StepId.CODE
    assert len(citizen.backend.training.messages(to=citizen.person.phone)) == 1
    citizen.finish(walking)


def test_the_message_comes_in_the_language_of_the_screen(citizen: Citizen) -> None:
    walking = citizen.walk(RegistrationFlow(), language="en")
    walking.walk_to(StepId.CODE)
    assert citizen.newest_message().isascii()
    citizen.finish(walking)


def test_the_reset_answers_alike_for_everybody(citizen: Citizen) -> None:
    walking = citizen.walk(PasswordResetFlow())  # without an account
    walking.walk_to(StepId.NEW_PASSWORD)
    assert walking.refusals() == {}
    assert citizen.backend.training.messages(to=citizen.person.phone) == []


def test_a_password_of_one_s_own_numbers_leads_to_the_password_page(citizen: Citizen) -> None:
    walking = citizen.walk(RegistrationFlow())
    own = f"ab*{citizen.number}"
    walking.says |= {F.PASSWORD: own, F.PASSWORD_CONFIRMATION: own}
    walking.walk_to(StepId.REVIEW)
    walking.turn()
    assert walking.step is StepId.PASSWORD
    assert walking.refusals() == {F.PASSWORD: E.PASSWORD_TOO_COMMON}
    walking.says |= {F.PASSWORD: PASSWORD, F.PASSWORD_CONFIRMATION: PASSWORD}
    citizen.finish(walking)
