"""The line is cut at every stage of a creating call: what comes of it exists exactly once."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest

from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Limits, Session
from ssc_desktop.backends.simulator.service import Simulator, open_simulator
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.policy import HashPolicy, Policy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.server.app import Service, create_app
from ssc_desktop.server.serving import listen, serving
from ssc_desktop.services.contract import (
    Channel,
    CodeRequest,
    CodeSent,
    InquiryAnswer,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
)
from ssc_desktop.services.training import TrainingPerson
from tests.contract.backends import Backend, Clock
from tests.contract.citizens import NEW_PASSWORD, Town, number_of
from tests.faults.rude import CutLine

E = ErrorCode
POINTS = 40  # half of them on the way there, half on the way back
POLICY = Policy(hashing=HashPolicy(time_cost=1, memory_cost=8))
LIMITS = Limits(connect=5, read=5, whole=10, retries=0)


@dataclass
class Place:
    """A town whose service is reached by a line that can be cut."""

    town: Town
    line: CutLine
    failures: list[str]

    def cut_at(self, there: int | None, back: int | None) -> None:
        self.line.there, self.line.back = there, back

    def lengths(self) -> tuple[int, int]:
        return self.line.seen_there, self.line.seen_back

    def codes_of(self, phone: str) -> int:
        return len([m for m in self.town.messages(phone) if m.code is not None])

    def points(self, lengths: tuple[int, int]) -> Iterator[tuple[int | None, int | None]]:
        """Spread the cuts over request and answer, from the first byte to the last but one."""
        there, back = lengths
        each = POINTS // 2
        for i in range(each):
            yield max(1, there * i // each), None
        for i in range(each):
            yield None, max(1, back * i // each)
        yield None, back - 1


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Clock]]:
    clock = Clock()
    simulator = open_simulator(tmp_path_factory.mktemp("cuts"), 700, 3, policy=POLICY, clock=clock)
    yield simulator, clock
    simulator.close()


@pytest.fixture(scope="module")
def place(opened: tuple[Simulator, Clock]) -> Iterator[Place]:
    simulator, clock = opened
    failures: list[str] = []
    app = create_app(
        Service(simulator.for_source, lambda: True, lambda _, e: failures.append(repr(e)))
    )
    listening = listen("127.0.0.1", 0)
    with serving(app, listening):
        line = CutLine(listening.getsockname()[1])
        service = RestAccountService(Session(f"http://127.0.0.1:{line.port}", limits=LIMITS))
        town = Town(Backend(service, simulator.training, clock))
        yield Place(town, line, failures)
        line.close()
    assert failures == []


@pytest.fixture(autouse=True)
def whole_line(place: Place) -> None:
    place.cut_at(None, None)


def test_registration_is_pending_once_and_sends_one_code(place: Place) -> None:
    town = place.town
    town.service.register(town.registration(town.citizen(), idempotency_key="regis-xx"))
    for number, (there, back) in enumerate(place.points(place.lengths())):
        person = town.citizen()
        request = town.registration(person, idempotency_key=f"regis-{number:02}")
        place.cut_at(there, back)
        with pytest.raises(AppError) as caught:
            town.service.register(request)
        assert caught.value.code is E.SERVICE_UNCONFIRMED
        place.cut_at(None, None)
        sent = again(partial(town.service.register, request))
        assert place.codes_of(person.phone) == 1
        town.verify(sent, town.last_code())
        assert accounts(town, person.phone) == 1


def again(call: Callable[[], CodeSent]) -> CodeSent:
    """Press again as a person would, also while the first press is still being worked on."""
    for _ in range(50):
        try:
            return call()
        except AppError as error:
            if error.code is not E.SERVICE_UNCONFIRMED:
                raise
            time.sleep(0.05)
    raise AssertionError("it stays unconfirmed")


def test_who_starts_the_program_again_has_one_account_too(place: Place) -> None:
    """Nothing is remembered of the press that was cut, so the next one has another key."""
    town = place.town
    town.service.register(town.registration(town.citizen()))
    for there, back in place.points(place.lengths()):
        person = town.citizen()
        place.cut_at(there, back)
        with pytest.raises(AppError):
            town.service.register(town.registration(person))
        place.cut_at(None, None)
        begin_anew(town, person)
        assert place.codes_of(person.phone) <= 3
        assert accounts(town, person.phone) == 1
        town.sign_in(person)


def begin_anew(town: Town, person: TrainingPerson) -> None:
    """Register; where the press that was cut comes in late and replaces this one, once more."""
    for _ in range(2):
        sent = town.register(person)
        try:
            town.verify(sent, town.last_code())
        except AppError as error:
            if error.code not in (E.FLOW_ENDED, E.CODE_WRONG):
                raise
        else:
            return
    raise AssertionError("it is replaced again and again")


def accounts(town: Town, phone: str) -> int:
    registered = town.backend.training.people(registered=True)
    return len([p for p in registered if p.phone == phone])


def test_activation_makes_one_account(place: Place) -> None:
    town = place.town
    town.activate(town.citizen())
    for there, back in place.points(place.lengths()):
        person = town.citizen()
        sent = town.register(person)
        code = town.last_code()
        place.cut_at(there, back)
        with pytest.raises(AppError) as caught:
            town.verify(sent, code)
        assert caught.value.code is E.SERVICE_UNCONFIRMED
        place.cut_at(None, None)
        town.verify(sent, code)
        assert accounts(town, person.phone) == 1
        town.sign_in(person)


@pytest.mark.long
def test_renewal_changes_the_one_account_once(place: Place) -> None:
    town = place.town
    measured = town.citizen()
    town.activate(measured)
    town.activate(measured, renewal=True, phone_number="785000000")
    for number, (there, back) in enumerate(place.points(place.lengths()), start=1):
        person, phone = town.citizen(), f"7850000{number:02}"
        town.activate(person)
        sent = town.register(person, renewal=True, phone_number=phone)
        code = town.last_code()
        place.cut_at(there, back)
        with pytest.raises(AppError) as caught:
            town.verify(sent, code)
        assert caught.value.code is E.SERVICE_UNCONFIRMED
        place.cut_at(None, None)
        assert town.verify(sent, code).renewed
        for told in (person.phone, f"+962{phone}", person.email):
            assert len([m for m in town.messages(told) if m.code is None]) == 1
        assert town.service.account(town.sign_in(person).token).phone == f"+962{phone}"
        assert accounts(town, person.phone) == 1


@pytest.mark.long
def test_a_new_code_is_sent_once(place: Place) -> None:
    town = place.town
    measured = town.register(town.citizen())
    town.advance(60)
    town.service.resend_code(ResendRequest(measured.flow_id, idempotency_key="again-xx"))
    for number, (there, back) in enumerate(place.points(place.lengths())):
        person = town.citizen()
        sent = town.register(person)
        town.advance(60)
        request = ResendRequest(sent.flow_id, idempotency_key=f"again-{number:02}")
        place.cut_at(there, back)
        with pytest.raises(AppError):
            town.service.resend_code(request)
        place.cut_at(None, None)
        again(partial(town.service.resend_code, request))
        assert place.codes_of(person.phone) == 2


@pytest.mark.long
def test_a_reset_sends_one_code_and_changes_the_password(place: Place) -> None:
    town = place.town
    first = town.citizen()
    town.activate(first)
    town.ask_reset(first, idempotency_key="reset-xx")
    asked = place.lengths()
    town.finish_reset(town.ask_reset(first), town.last_code())
    finished = place.lengths()
    points = zip(place.points(asked), place.points(finished), strict=True)
    for number, (asking, finishing) in enumerate(points):
        person = town.citizen()
        town.activate(person)
        request = ResetRequest(number_of(person), Channel.SMS, idempotency_key=f"reset-{number:02}")
        place.cut_at(*asking)
        with pytest.raises(AppError):
            town.service.request_reset(request)
        place.cut_at(None, None)
        sent = again(partial(town.service.request_reset, request))
        assert place.codes_of(person.phone) == 2
        new = NewPasswordRequest(sent.flow_id, Secret(town.last_code()), Secret(NEW_PASSWORD))
        place.cut_at(*finishing)
        with pytest.raises(AppError) as caught:
            town.service.finish_reset(new)
        assert caught.value.code is E.SERVICE_UNCONFIRMED
        place.cut_at(None, None)
        town.service.finish_reset(new)
        town.sign_in(person, NEW_PASSWORD)


def test_an_inquiry_sends_one_code_and_answers_again(place: Place) -> None:
    town = place.town
    first = town.citizen(insured=True)
    sent = town.service.request_inquiry(town.inquiry(first, idempotency_key="asked-xx"))
    asked = place.lengths()
    town.service.answer_inquiry(CodeRequest(sent.flow_id, Secret(town.last_code())))
    answered = place.lengths()
    points = zip(place.points(asked), place.points(answered), strict=True)
    for number, (asking, answering) in enumerate(points):
        person = town.citizen(insured=True)
        request = town.inquiry(person, idempotency_key=f"asked-{number:02}")
        place.cut_at(*asking)
        with pytest.raises(AppError):
            town.service.request_inquiry(request)
        place.cut_at(None, None)
        sent = again(partial(town.service.request_inquiry, request))
        assert place.codes_of(person.phone) == 1
        code = CodeRequest(sent.flow_id, Secret(town.last_code()))
        place.cut_at(*answering)
        with pytest.raises(AppError):
            town.service.answer_inquiry(code)
        place.cut_at(None, None)
        assert town.service.answer_inquiry(code) == InquiryAnswer(person.insurance_number or "")
