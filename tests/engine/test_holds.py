"""Re-registrations that wait, and banks that change later than the rest."""

import dataclasses

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.policy import HOUR, HoldPolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.engine.context import CallerKind
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import (
    Account,
    Activated,
    Channel,
    CodeRequest,
    NewPasswordRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.house import DAUGHTER, FATHER, ON_BOTH, PASSWORD, House, called_with

pytestmark = ON_BOTH
NEW_PASSWORD = "Waha+7264"
HOLD = 24 * HOUR


@pytest.fixture
def holding(house: House) -> House:
    """Return a house in which re-registrations wait for a day, and the daughter has an account."""
    house.policy = dataclasses.replace(house.policy, hold=HoldPolicy(renewal=HOLD))
    house.activate(house.service(), bank="ARAB")
    return house


def renew(house: House, service: EngineService, **changes: object) -> Activated:
    """Bring the daughter's account up to date, with a new phone."""
    changes = {"phone_number": "790000002", "password": Secret(NEW_PASSWORD), **changes}
    sent = house.register(service, renewal=True, **changes)
    return service.verify_registration(CodeRequest(sent.flow_id, Secret(house.last_code())))


def account(service: EngineService, password: str) -> Account:
    session = service.sign_in(SignInRequest(DAUGHTER.number, Secret(password)))
    return service.account(session.token)


def is_refused(service: EngineService, password: str) -> bool:
    try:
        service.sign_in(SignInRequest(DAUGHTER.number, Secret(password)))
    except AppError as error:
        return error.code is ErrorCode.SIGN_IN_REFUSED
    return False


def notices(house: House) -> list[tuple[str, str]]:
    rows = [row for row in house.rows(schema.outbox) if row.purpose == "notice"]
    return [(str(row.recipient), str(row.text)) for row in rows]


@pytest.mark.parametrize("kind", [None, CallerKind.TERMINAL])
def test_a_renewal_waits_where_no_clerk_has_seen_the_person(
    holding: House, kind: CallerKind | None
) -> None:
    service = holding.service() if kind is None else called_with(holding, kind)
    session = service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD)))
    done = renew(holding, service)
    assert done == Activated(DAUGHTER.number, renewed=True, takes_effect_in=HOLD)
    told = notices(holding)
    assert {to for to, _ in told} == {"+962790000001", "+962790000002", "reem@example.com"}
    assert all("117117" in text and "سيتم تحديث" in text for _, text in told)
    assert service.account(session.token).phone == "+962790000001"
    assert is_refused(service, NEW_PASSWORD)
    holding.now += HOLD - 1
    assert account(service, PASSWORD).phone == "+962790000001"
    holding.now += 1
    assert account(service, NEW_PASSWORD).phone == "+962790000002"
    assert is_refused(service, PASSWORD)
    assert {to for to, text in notices(holding)[3:] if "سيتم" not in text} == {
        "+962790000001",
        "+962790000002",
        "reem@example.com",
    }
    assert holding.rows(schema.held_renewals) == []


def test_a_renewal_at_a_desk_takes_effect_at_once(holding: House) -> None:
    renew(holding, holding.service())
    desk = called_with(holding, CallerKind.DESK)
    done = renew(holding, desk, phone_number="790000003")
    assert done.takes_effect_in == 0
    assert account(desk, NEW_PASSWORD).phone == "+962790000003"
    holding.now += HOLD
    assert account(desk, NEW_PASSWORD).phone == "+962790000003"


def test_what_waits_can_be_cancelled_in_a_branch(holding: House) -> None:
    service = holding.service()
    renew(holding, service)
    assert service.administration.cancel_hold(DAUGHTER.number)
    assert not service.administration.cancel_hold(DAUGHTER.number)
    assert not service.administration.cancel_hold(FATHER.number)
    assert not service.administration.cancel_hold("9999999999")
    holding.now += HOLD
    service.forget_expired()
    assert account(service, PASSWORD).phone == "+962790000001"


def test_what_took_effect_cannot_be_cancelled(holding: House) -> None:
    service = holding.service()
    renew(holding, service, bank="ARAB")
    holding.now += HOLD
    assert not service.administration.cancel_hold(DAUGHTER.number)
    assert account(service, NEW_PASSWORD).phone == "+962790000002"


def test_the_answer_repeated_tells_what_is_left(holding: House) -> None:
    service = holding.service()
    sent = holding.register(service, renewal=True)
    request = CodeRequest(sent.flow_id, Secret(holding.last_code()))
    assert service.verify_registration(request).takes_effect_in == HOLD
    holding.now += 60
    assert service.verify_registration(request).takes_effect_in == HOLD - 60
    assert len(holding.rows(schema.held_renewals)) == 1


def test_a_second_renewal_takes_the_place_of_the_first(holding: House) -> None:
    service = holding.service()
    renew(holding, service)
    holding.now += HOLD - 1
    renew(holding, service, phone_number="790000003")
    holding.now += HOLD - 1
    assert account(service, PASSWORD).phone == "+962790000001"
    holding.now += 1
    assert account(service, NEW_PASSWORD).phone == "+962790000003"


def test_nobody_has_to_sign_in_for_it_to_take_effect(holding: House) -> None:
    renew(holding, holding.service())
    holding.now += HOLD
    holding.service().forget_expired()
    [row] = holding.rows(schema.accounts)
    assert row.phone == "+962790000002"


def test_a_reset_goes_to_the_phone_that_holds(holding: House) -> None:
    service = holding.service()
    renew(holding, service)
    service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    assert holding.rows(schema.outbox)[-1].recipient == "+962790000001"
    holding.now += HOLD
    sent = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    assert holding.rows(schema.outbox)[-1].recipient == "+962790000002"
    code = Secret(holding.last_code())
    service.finish_reset(NewPasswordRequest(sent.flow_id, code, Secret("Another#5173")))
    assert account(service, "Another#5173").phone == "+962790000002"


def test_what_takes_effect_ends_a_reset_to_the_earlier_phone(holding: House) -> None:
    service = holding.service()
    renew(holding, service)
    holding.now += HOLD - 1
    sent = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    code = Secret(holding.last_code())
    holding.now += 1
    with pytest.raises(AppError) as caught:
        service.finish_reset(NewPasswordRequest(sent.flow_id, code, Secret("Another#5173")))
    assert caught.value.code is ErrorCode.FLOW_ENDED
    assert account(service, NEW_PASSWORD).phone == "+962790000002"


# ------------------------------------------------------------------ banks


def test_a_changed_bank_shows_after_three_days(house: House) -> None:
    service = house.service()
    house.activate(service, bank="ARAB")
    assert account(service, PASSWORD).bank == "ARAB"
    renew(house, service, bank="CAAB")
    assert account(service, NEW_PASSWORD).bank == "ARAB"
    house.now += 71 * HOUR
    renew(house, service, bank="CAAB")  # which begins the wait anew
    house.now += 72 * HOUR - 1
    assert account(service, NEW_PASSWORD).bank == "ARAB"
    house.now += 1
    assert account(service, NEW_PASSWORD).bank == "CAAB"
    renew(house, service, bank=None)
    assert account(service, NEW_PASSWORD).bank == "CAAB"
    house.now += 72 * HOUR
    assert account(service, NEW_PASSWORD).bank is None


def test_a_changed_bank_waits_at_a_desk_too(house: House) -> None:
    house.activate(house.service())
    desk = called_with(house, CallerKind.DESK)
    renew(house, desk, bank="ARAB")
    assert account(desk, NEW_PASSWORD).bank is None
    house.now += 72 * HOUR
    assert account(desk, NEW_PASSWORD).bank == "ARAB"


def test_a_changed_bank_can_be_cancelled_alone(house: House) -> None:
    service = house.service()
    house.activate(service, bank="ARAB")
    renew(house, service, bank="CAAB")
    assert service.administration.cancel_hold(DAUGHTER.number)
    assert not service.administration.cancel_hold(DAUGHTER.number)
    house.now += 72 * HOUR
    told = account(service, NEW_PASSWORD)
    assert (told.bank, told.phone) == ("ARAB", "+962790000002")
