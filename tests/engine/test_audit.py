"""What is noted of every call, and that nothing of it names anybody."""

from collections.abc import Callable

import pytest

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import audit, schema
from ssc_desktop.engine.context import CallerKind
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.services.contract import (
    Channel,
    CodeRequest,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.house import DAUGHTER, DAY, FATHER, GUEST, PASSWORD, House, inquiry_of, issued

NEW_PASSWORD = "Waha+7264"


def noted(house: House) -> list[tuple[str, str]]:
    """Return events and outcomes, the oldest first."""
    return [(str(row.event), str(row.outcome)) for row in house.rows(schema.audit)]


def try_(action: Callable[[], object]) -> None:
    with pytest.raises(AppError):
        action()


def journey(house: House) -> None:
    """Do everything once, after a mistake each."""
    service = house.service("desk:0123456789ab")
    try_(lambda: house.register(service, card_number="ZZZ00000"))
    sent = house.register(service)
    house.now += 60
    service.resend_code(ResendRequest(sent.flow_id))
    code = house.last_code()
    wrong = str((int(code) + 1) % 10_000).zfill(4)
    try_(lambda: service.verify_registration(CodeRequest(sent.flow_id, Secret(wrong))))
    service.verify_registration(CodeRequest(sent.flow_id, Secret(code)))
    service.verify_registration(CodeRequest(sent.flow_id, Secret(code)))  # told once more
    try_(lambda: service.sign_in(SignInRequest(DAUGHTER.number, Secret("wrong*1234"))))
    service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD)))
    asked = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    code = house.last_code()
    wrong = str((int(code) + 1) % 10_000).zfill(4)
    for given in (wrong, code):
        request = NewPasswordRequest(asked.flow_id, Secret(given), Secret(NEW_PASSWORD))
        if given == code:
            service.finish_reset(request)
        else:
            try_(lambda r=request: service.finish_reset(r))
    try_(lambda: service.request_inquiry(inquiry_of(DAUGHTER, civil_id_number="ZZZ00000")))
    told = service.request_inquiry(inquiry_of(DAUGHTER))
    service.answer_inquiry(CodeRequest(told.flow_id, Secret(house.last_code())))


def test_every_step_is_noted(house: House) -> None:
    journey(house)
    assert noted(house) == [
        ("register", "evidence.mismatch"),
        ("register", "done"),
        ("resend_code", "done"),
        ("verify_registration", "code.wrong"),
        ("verify_registration", "done"),
        ("sign_in", "signin.refused"),
        ("sign_in", "done"),
        ("request_reset", "done"),
        ("finish_reset", "code.wrong"),
        ("finish_reset", "done"),
        ("request_inquiry", "evidence.mismatch"),
        ("request_inquiry", "done"),
        ("answer_inquiry", "done"),
    ]


def test_what_only_the_service_knows_is_noted_when_it_is_refused(house: House) -> None:
    service = house.service()
    try_(lambda: house.register(service, password=Secret("a*790000001")))
    sent = house.register(service)
    code = house.last_code()
    wrong = str((int(code) + 1) % 10_000).zfill(4)
    service.verify_registration(CodeRequest(sent.flow_id, Secret(code)))
    try_(lambda: service.verify_registration(CodeRequest(sent.flow_id, Secret(wrong))))
    try_(lambda: service.verify_registration(CodeRequest("never was", Secret(wrong))))
    assert noted(house) == [
        ("register", "password.too_common"),
        ("register", "done"),
        ("verify_registration", "done"),
        ("verify_registration", "flow.ended"),
    ]


def test_who_it_was_is_a_pseudonym(house: House) -> None:
    journey(house)
    rows = house.rows(schema.audit)
    context = house.service()._context
    assert {row.subject for row in rows} == {audit.pseudonym(context, DAUGHTER.number)}
    assert audit.pseudonym(context, DAUGHTER.number) != audit.pseudonym(context, FATHER.number)
    assert {row.source for row in rows} == {"desk:0123456789ab"}
    told = repr(rows)
    for personal in (
        DAUGHTER.number, FATHER.number, "790000001", "reem", str(DAUGHTER.card_number),
        PASSWORD, NEW_PASSWORD, str(DAUGHTER.insurance_number), "ريم",
    ):  # fmt: skip
        assert personal not in told


def test_a_number_that_does_not_count_is_blamed_for_nothing(house: House) -> None:
    """Each form asks for one number; whoever sends another person's beside it is no other."""
    service, context = house.service(), house.service()._context
    foreign = {
        "nationality": Nationality.FOREIGN,
        "country_of_nationality": GUEST.country,
        "personal_number": GUEST.number,
        "passport_number": "ZZ00000",
        "birth_date": GUEST.birth_date,
    }
    try_(lambda: house.register(service, **foreign))
    try_(lambda: service.request_inquiry(inquiry_of(DAUGHTER, **foreign)))
    guest = audit.pseudonym(context, GUEST.number)
    assert [(row.outcome, row.subject) for row in house.rows(schema.audit)] == [
        ("evidence.mismatch", guest), ("evidence.mismatch", guest)
    ]  # fmt: skip


def test_a_number_that_nobody_has_is_noted_alike(house: House) -> None:
    house.activate(house.service())
    before = len(noted(house))
    for number in (DAUGHTER.number, "9999999999"):
        service = house.service()
        try_(lambda n=number, s=service: s.sign_in(SignInRequest(n, Secret("wrong*1234"))))
        asked = service.request_reset(ResetRequest(number, Channel.SMS))
        request = NewPasswordRequest(asked.flow_id, Secret("0000"), Secret(NEW_PASSWORD))
        try_(lambda r=request, s=service: s.finish_reset(r))
    known, unknown = noted(house)[before : before + 3], noted(house)[before + 3 :]
    assert known == unknown
    assert all(row.subject for row in house.rows(schema.audit))


def test_a_form_that_is_filled_in_wrongly_is_not_noted(house: House) -> None:
    service = house.service()
    try_(lambda: service.sign_in(SignInRequest("12", Secret("x"))))
    try_(lambda: house.register(service, password=Secret("short*1")))
    try_(lambda: service.verify_registration(CodeRequest("no-flow", Secret("1234"))))
    assert noted(house) == []


def test_what_an_administrator_does_is_noted(house: House) -> None:
    administration = house.service().administration
    assert administration.reopen(DAUGHTER.number, Purpose.RESET)
    assert not administration.reopen("9999999999", Purpose.RESET)
    text = administration.issue(CallerKind.DESK, "Irbid 1").reveal()
    assert administration.revoke(text[:12])
    assert not administration.revoke("0" * 12)
    assert not administration.cancel_hold(DAUGHTER.number)
    house.activate(house.service())
    house.activate(house.service(), renewal=True, bank="ARAB")
    assert administration.cancel_hold(DAUGHTER.number)
    of_admin = [row for row in house.rows(schema.audit) if row.source == "administrator"]
    assert [(row.event, row.outcome) for row in of_admin] == [
        ("admin_reopen", "reset"),
        ("admin_issue_credential", "done"),
        ("admin_revoke_credential", "done"),
        ("admin_cancel_hold", "done"),
    ]
    assert text[13:] not in repr(of_admin)


def test_a_blocked_address_is_noted_once(house: House) -> None:
    service = house.service("192.0.2.1")
    for turn in range(60):
        picture = house.picture(service)
        sent = service.request_reset(ResetRequest(f"9998{turn:06d}", Channel.SMS, captcha=picture))
        wrong = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret(NEW_PASSWORD))
        try_(lambda w=wrong: service.finish_reset(w))
    for _ in range(5):
        try_(lambda: service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD))))
    assert noted(house).count(("block_source", "done")) == 1
    assert noted(house)[-1] == ("finish_reset", "code.wrong")


def test_it_is_kept_for_a_year(house: House) -> None:
    service = house.service()
    house.register(service)
    house.now += 365 * DAY - 1
    service.forget_expired()
    assert len(noted(house)) == 1
    house.now += 1
    service.forget_expired()
    assert noted(house) == []


def test_a_credential_in_use_is_the_source(house: House) -> None:
    text = issued(house, CallerKind.TERMINAL)
    house.register(house.service().for_credential(text))
    assert house.rows(schema.audit)[-1].source == f"terminal:{text[:12]}"


def test_a_credential_that_is_refused_is_noted_once_an_hour(house: House) -> None:
    service = house.service()
    text = issued(house, CallerKind.DESK)
    wrong = text[:-1] + ("A" if text[-1] != "A" else "B")
    unknown = "f" * 12 + text[12:]

    def show(*credentials: str) -> None:
        for shown in credentials:
            try_(lambda s=shown: service.for_credential(s, "192.0.2.1"))

    show(wrong, wrong, unknown, "x")
    assert noted(house) == [("show_credential", "credential.refused")]
    [row] = house.rows(schema.audit)
    assert row.source == "192.0.2.1"
    assert row.subject == audit.pseudonym(service._context, text[:12])
    service.administration.revoke(text[:12])
    house.now += 3_599
    show(text)
    assert len(noted(house)) == 2  # with the revocation
    house.now += 1
    show(text, text)
    assert noted(house)[2:] == [("show_credential", "credential.refused")]
