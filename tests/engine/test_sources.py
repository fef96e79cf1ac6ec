"""What one desk, terminal or address may do; training knows none of these limits."""

import dataclasses

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.policy import CodePolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.context import CallerKind
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import (
    Channel,
    InquiryRequest,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.house import DAUGHTER, DAY, PASSWORD, House, called_with


def problem_of(action: object) -> Problem:
    """Return the refusal that an action meets."""
    with pytest.raises(AppError) as caught:
        action()  # type: ignore[operator]
    return caught.value.problem


def guess(service: EngineService, times: int) -> None:
    """Give wrong codes for numbers that nobody has."""
    for turn in range(times):
        sent = service.request_reset(ResetRequest(f"9999{turn:06d}", Channel.SMS))
        wrong = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret(PASSWORD))
        assert problem_of(lambda w=wrong: service.finish_reset(w)).code is ErrorCode.CODE_WRONG


def guess_with_pictures(house: House, service: EngineService, times: int) -> None:
    """Give wrong codes for numbers that nobody has, however often pictures are asked for."""
    for turn in range(times):
        picture = house.picture(service)
        sent = service.request_reset(ResetRequest(f"9998{turn:06d}", Channel.SMS, captcha=picture))
        wrong = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret(PASSWORD))
        assert problem_of(lambda w=wrong: service.finish_reset(w)).code is ErrorCode.CODE_WRONG


def inquiry(number: str) -> InquiryRequest:
    return InquiryRequest(
        nationality=Nationality.JORDANIAN,
        calling_code="+962",
        phone_number="790000001",
        national_number=number,
        civil_id_number="ZZZ00000",
    )


def test_twenty_wrong_proofs_close_a_source_for_a_day(house: House) -> None:
    service = house.service()
    for turn in range(20):
        told = problem_of(lambda n=turn: service.request_inquiry(inquiry(f"9999{n:06d}")))
        assert told.code is ErrorCode.EVIDENCE_MISMATCH
    told = problem_of(lambda: house.register(service))
    assert (told.code, told.retry_after) == (ErrorCode.EVIDENCE_LIMIT, 86_400)
    house.register(house.service("desk-2"))
    house.now += 86_400
    house.register(service)


def test_twenty_wrong_codes_ask_a_source_for_a_picture(house: House) -> None:
    service = house.service()
    asked = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    guess(service, 20)
    house.now += 60
    reset = ResetRequest("9999000099", Channel.SMS)
    right = dataclasses.replace(inquiry(DAUGHTER.number), civil_id_number=DAUGHTER.card_number)
    sign_in = SignInRequest(DAUGHTER.number, Secret(PASSWORD))
    resend = ResendRequest(asked.flow_id)
    for call, request in (
        (service.request_reset, reset),
        (service.request_inquiry, right),
        (service.resend_code, resend),
        (service.sign_in, sign_in),
    ):
        told = problem_of(lambda c=call, r=request: c(r))
        assert told == Problem(ErrorCode.CAPTCHA_REQUIRED, told.field)
        assert told.field == "captcha"
    for call, request in (
        (service.request_reset, reset),
        (service.request_inquiry, right),
        (service.resend_code, resend),
    ):
        call(dataclasses.replace(request, captcha=house.picture(service)))
    house.service("desk-2").request_reset(ResetRequest("9999000098", Channel.SMS))
    house.now += 86_400
    service.request_reset(reset)


def test_sixty_wrong_codes_block_an_address_for_a_day(house: House) -> None:
    service = house.service("192.0.2.1")
    house.activate(service)
    asked = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    code = house.last_code()
    guess_with_pictures(house, service, 60)
    given = NewPasswordRequest(asked.flow_id, Secret(code), Secret("Waha+7264"))
    for call in (
        lambda: service.finish_reset(given),
        lambda: service.resend_code(ResendRequest(asked.flow_id)),
        lambda: service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS)),
        lambda: service.request_inquiry(inquiry(DAUGHTER.number)),
        lambda: service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD))),
        lambda: house.register(service, renewal=True),
    ):
        told = problem_of(call)
        assert told == Problem(ErrorCode.TOO_MANY_REQUESTS, retry_after=DAY)
    house.service("192.0.2.2").sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD)))
    house.now += DAY - 1
    service.forget_expired()
    told = problem_of(lambda: service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD))))
    assert told == Problem(ErrorCode.TOO_MANY_REQUESTS, retry_after=1)
    house.now += 1
    service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD)))


@pytest.mark.parametrize("kind", list(CallerKind))
def test_sixty_wrong_codes_slow_a_desk_or_terminal(house: House, kind: CallerKind) -> None:
    service = called_with(house, kind)
    house.activate(service)
    guess_with_pictures(house, service, 60)

    def sign_in() -> None:
        request = SignInRequest(DAUGHTER.number, Secret(PASSWORD), house.picture(service))
        service.sign_in(request)

    for _ in range(3):
        sign_in()
        house.now += 10
        told = problem_of(sign_in)
        assert told == Problem(ErrorCode.TOO_MANY_REQUESTS, retry_after=20)
        house.now += 20
    house.now += DAY
    sign_in()
    sign_in()


def test_training_knows_no_limit_for_a_source(house: House) -> None:
    house.policy = dataclasses.replace(house.policy, training=True)
    service = house.service("192.0.2.1")
    guess(service, 61)
    for turn in range(21):
        told = problem_of(lambda n=turn: service.request_inquiry(inquiry(f"9999{n:06d}")))
        assert told.code is ErrorCode.EVIDENCE_MISMATCH
        request = SignInRequest("9999000000", Secret(PASSWORD))
        assert problem_of(lambda r=request: service.sign_in(r)).code is ErrorCode.SIGN_IN_REFUSED


def test_a_clerk_asks_for_fifty_numbers_a_day(house: House) -> None:
    policy = dataclasses.replace(house.policy.evidence, inquiries_per_person_day=60)
    codes = dataclasses.replace(
        house.policy.codes, sends_per_account_day=200, sends_per_contact_day=200
    )
    house.policy = dataclasses.replace(house.policy, evidence=policy, codes=codes)
    desk, terminal = called_with(house, CallerKind.DESK), called_with(house, CallerKind.TERMINAL)
    right = dataclasses.replace(inquiry(DAUGHTER.number), civil_id_number=DAUGHTER.card_number)
    for _ in range(50):
        desk.request_inquiry(right)
    told = problem_of(lambda: desk.request_inquiry(right))
    assert told == Problem(ErrorCode.INQUIRY_LIMIT, retry_after=DAY)
    terminal.request_inquiry(right)
    called_with(house, CallerKind.DESK).request_inquiry(right)
    house.now += DAY
    desk.request_inquiry(right)


def test_a_source_signs_in_twenty_times_a_minute(house: House) -> None:
    service = house.service()
    request = SignInRequest("9999000000", Secret(PASSWORD))
    for _ in range(20):
        assert problem_of(lambda: service.sign_in(request)).code is ErrorCode.SIGN_IN_REFUSED
    house.now += 10
    told = problem_of(lambda: service.sign_in(request))
    assert (told.code, told.retry_after) == (ErrorCode.TOO_MANY_REQUESTS, 50)
    elsewhere = service.for_source("desk-2")
    assert problem_of(lambda: elsewhere.sign_in(request)).code is ErrorCode.SIGN_IN_REFUSED
    house.now += 50
    assert problem_of(lambda: service.sign_in(request)).code is ErrorCode.SIGN_IN_REFUSED


def test_a_longer_code_can_be_asked_for(house: House) -> None:
    house.policy = dataclasses.replace(house.policy, codes=CodePolicy(length=6))
    service = house.service()
    assert service.reference_data().code_length == 6
    sent = house.register(service)
    assert sent.code_length == 6
    assert len(house.last_code()) == 6


def test_two_presses_at_once_are_one(house: House) -> None:
    """The second learns that the first is under way, and may ask again."""
    service = house.service()
    told: list[ErrorCode] = []

    class StopHereError(Exception):
        pass

    class Nosy:
        """A hasher that lets the same press come in a second time while it works."""

        def hash(self, password: str) -> str:
            told.append(problem_of(lambda: house.register(service, idempotency_key="k")).code)
            raise StopHereError

    context = dataclasses.replace(service._context, hasher=Nosy())  # type: ignore[arg-type]
    first = service.for_source("desk-1")
    first._context = context
    with pytest.raises(StopHereError):
        house.register(first, idempotency_key="k")
    assert told == [ErrorCode.SERVICE_UNCONFIRMED]
    house.now += 60  # the first has died on the way
    sent = house.register(service, idempotency_key="k")
    assert house.register(service, idempotency_key="k").flow_id == sent.flow_id


def test_a_refused_press_may_be_made_again(house: House) -> None:
    service = house.service()
    for _ in range(5):
        house.register(service)
    told = problem_of(lambda: house.register(service, idempotency_key="k"))
    assert told.code is ErrorCode.CODE_PAUSED
    house.now += 86_400
    house.register(service, idempotency_key="k")


def test_keys_of_two_sources_are_two(house: House) -> None:
    first = house.register(house.service("desk-1"), idempotency_key="k")
    second = house.register(house.service("desk-2"), idempotency_key="k")
    assert first.flow_id != second.flow_id
