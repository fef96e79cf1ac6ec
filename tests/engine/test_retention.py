"""What is forgotten, and when."""

import dataclasses

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.services.contract import (
    CaptchaKind,
    Channel,
    CodeRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.house import DAUGHTER, PASSWORD, House

MINUTE, DAY = 60, 86_400


def test_codes_and_flows(house: House) -> None:
    service = house.service()
    house.register(service)
    service.forget_expired()
    [flow] = house.rows(schema.flows)
    assert flow.code_hash != b""
    house.now += 5 * MINUTE
    service.forget_expired()
    [flow] = house.rows(schema.flows)
    assert flow.code_hash == b""
    [message] = house.rows(schema.outbox)
    assert message.text == ""
    house.now += DAY
    service.forget_expired()
    assert house.rows(schema.flows) == []


def test_a_finished_flow_keeps_nothing_of_the_person(house: House) -> None:
    service = house.service()
    sent = house.register(service)
    service.verify_registration(CodeRequest(sent.flow_id, Secret(house.last_code())))
    [flow] = house.rows(schema.flows)
    assert (flow.phone, flow.email) == (None, None)
    assert flow.pending == {"renewed": False, "takes_effect_at": 0.0}
    house.now += 2 * MINUTE
    service.forget_expired()
    assert house.rows(schema.flows) == []


def test_pictures(house: House) -> None:
    service = house.service()
    service.new_captcha(CaptchaKind.QUESTION)
    house.now += 10 * MINUTE - 1
    service.forget_expired()
    assert len(house.rows(schema.captchas)) == 1
    house.now += 1
    service.forget_expired()
    assert house.rows(schema.captchas) == []


def test_sessions(house: House) -> None:
    service = house.service()
    sent = house.register(service)
    service.verify_registration(CodeRequest(sent.flow_id, Secret(house.last_code())))
    service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD)))
    house.now += 10 * MINUTE + DAY - 1  # nobody has used it
    service.forget_expired()
    assert len(house.rows(schema.sessions)) == 1
    house.now += 1
    service.forget_expired()
    assert house.rows(schema.sessions) == []


def test_keys_of_sent_requests(house: House) -> None:
    service = house.service()
    house.register(service, idempotency_key="key")
    house.now += 2 * DAY - 1
    service.forget_expired()
    assert len(house.rows(schema.sent_keys)) == 1
    house.now += 1
    service.forget_expired()
    assert house.rows(schema.sent_keys) == []


def test_counters_and_messages(house: House) -> None:
    service = house.service()
    sent = house.register(service)
    wrong = str((int(house.last_code()) + 1) % 10_000).zfill(4)
    with pytest.raises(AppError) as caught:
        service.verify_registration(CodeRequest(sent.flow_id, Secret(wrong)))
    assert caught.value.code is ErrorCode.CODE_WRONG
    kinds = {row.kind for row in house.rows(schema.events)}
    assert kinds == {"sent", "sent-contact", "wrong-code", "wrong-code-source"}
    house.now += 30 * DAY
    service.forget_expired()
    assert {row.kind for row in house.rows(schema.events)} == {"wrong-code"}
    assert house.rows(schema.outbox) == []
    house.now += 60 * DAY
    service.forget_expired()
    assert house.rows(schema.events) == []


def test_training_keeps_its_messages_readable_as_long_as_they_are_kept(house: House) -> None:
    house.policy = dataclasses.replace(house.policy, training=True)
    service = house.service()
    house.register(service)
    house.now += 30 * DAY - 1
    service.forget_expired()
    [message] = house.rows(schema.outbox)
    assert str(message.code) in str(message.text)
    house.now += 1
    service.forget_expired()
    assert house.rows(schema.outbox) == []


@pytest.mark.parametrize("training", [False, True])
def test_messages_to_nobody(house: House, training: bool) -> None:
    house.policy = dataclasses.replace(house.policy, training=training)
    service = house.service()
    service.request_reset(ResetRequest("9999999999", Channel.SMS))
    [message] = house.rows(schema.outbox)
    assert (message.recipient, message.text, message.code, message.due_at) == ("", "", None, None)
    house.now += 5 * MINUTE
    service.forget_expired()
    assert house.rows(schema.outbox) == []
