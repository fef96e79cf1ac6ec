"""Desks and terminals that show a credential, and what follows from it."""

import re

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import credentials, schema
from ssc_desktop.engine.context import CallerKind
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import CodeRequest, SignInRequest
from ssc_desktop.services.operations import CREDENTIAL_SHAPE
from tests.engine.house import DAUGHTER, ON_BOTH, PASSWORD, House, called_with, issued

pytestmark = ON_BOTH
HOUR = 3_600


@pytest.mark.parametrize("kind", list(CallerKind))
def test_a_credential_tells_who_calls(house: House, kind: CallerKind) -> None:
    text = issued(house, kind)
    assert re.fullmatch(CREDENTIAL_SHAPE, text)
    context = house.service().for_credential(text)._context
    assert (context.source, context.caller) == (f"{kind}:{text[:12]}", kind)


def test_the_database_holds_no_credential(house: House) -> None:
    text = issued(house, CallerKind.DESK)
    [row] = house.rows(schema.credentials)
    assert text[13:] not in repr(row)
    assert (row.kind, row.label, row.issued_at, row.revoked_at) == (
        "desk", "Amman 3", house.now, None,
    )  # fmt: skip


def test_a_wrong_credential_is_refused(house: House) -> None:
    text, other = (issued(house, CallerKind.DESK) for _ in range(2))
    service = house.service()
    for wrong in (
        "", "x", text[:-1], text + "A", text[:13] + other[13:], f"{0:012x}{text[12:]}",
        text[:5] + text, " " + text, text + "\n", "é" * 56,
    ):  # fmt: skip
        with pytest.raises(AppError) as caught:
            service.for_credential(wrong)
        assert caught.value.code is ErrorCode.CREDENTIAL_REFUSED


def test_a_revoked_credential_stays_refused(house: House) -> None:
    text = issued(house, CallerKind.TERMINAL)
    context = house.service()._context
    for _ in range(2):
        with house.database.write() as connection:
            assert credentials.revoke(context, connection, text[:12])
            assert not credentials.revoke(context, connection, "0" * 12)
        with pytest.raises(AppError) as caught:
            house.service().for_credential(text)
        assert caught.value.code is ErrorCode.CREDENTIAL_REFUSED
        house.now += HOUR
    [listed] = _listed(house)
    assert listed.revoked_at == house.now - 2 * HOUR


def test_the_last_use_is_kept_to_the_hour(house: House) -> None:
    text = issued(house, CallerKind.DESK)
    for wait, noted in ((0, 0), (HOUR - 1, 0), (1, HOUR)):
        house.now += wait
        house.service().for_credential(text)
        [listed] = _listed(house)
        assert listed.last_used_at == 1_780_000_000.0 + noted


def _listed(house: House) -> list[credentials.Credential]:
    with house.database.read() as connection:
        return credentials.listed(connection)


# ------------------------------------------------------------------ what a kind brings with it


@pytest.mark.parametrize(
    ("kind", "idle", "absolute"),
    [(None, 600, 3_600), (CallerKind.DESK, 600, 3_600), (CallerKind.TERMINAL, 90, 900)],
)
def test_sessions_last_as_the_place_allows(
    house: House, kind: CallerKind | None, idle: int, absolute: int
) -> None:
    service = house.service() if kind is None else called_with(house, kind)
    sent = house.register(service)
    service.verify_registration(CodeRequest(sent.flow_id, Secret(house.last_code())))
    request = SignInRequest(DAUGHTER.number, Secret(PASSWORD))
    session = service.sign_in(request)
    assert (session.idle, session.expires_in) == (idle, absolute)
    begun = house.now
    while house.now + idle - 1 < begun + absolute:
        house.now += idle - 1
        house.service("elsewhere").account(session.token)
    house.now = begun + absolute
    assert _is_over(service, session.token)
    session = service.sign_in(request)
    house.now += idle
    assert _is_over(service, session.token)
    service.forget_expired()
    assert len(house.rows(schema.sessions)) == 2
    house.now += 24 * HOUR
    service.forget_expired()
    assert house.rows(schema.sessions) == []


def _is_over(service: EngineService, token: Secret) -> bool:
    with pytest.raises(AppError) as caught:
        service.account(token)
    return caught.value.code is ErrorCode.SESSION_ENDED
