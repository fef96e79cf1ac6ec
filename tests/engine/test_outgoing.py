"""Messages on their way out: claimed by one, put off, given up, blanked."""

import dataclasses
import itertools
import threading

import pytest

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.engine.outgoing import Letter
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import (
    Channel,
    CodeRequest,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
)
from tests.engine.house import DAUGHTER, House

MINUTE, HOUR = 60, 3_600


def claimed(service: EngineService, channel: Channel = Channel.SMS) -> Letter:
    """Claim the message that is due."""
    letter, _ = service.outgoing.claim(channel)
    assert letter is not None
    return letter


def nothing_due(service: EngineService) -> bool:
    return all(service.outgoing.claim(channel) == (None, 0) for channel in Channel)


def wrong_of(code: str) -> Secret:
    return Secret(str((int(code) + 1) % 10_000).zfill(4))


def texts(house: House) -> list[str]:
    return [row.text for row in house.rows(schema.outbox)]


def activated(house: House) -> EngineService:
    """Open the daughter's account, whose message has left."""
    service = house.service()
    sent = house.register(service)
    code = house.last_code()
    service.outgoing.hand_over(claimed(service))
    service.verify_registration(CodeRequest(sent.flow_id, Secret(code)))
    return service


def test_a_text_is_blanked_once_it_has_left(house: House) -> None:
    service = house.service()
    house.register(service)
    letter = claimed(service)
    assert (letter.recipient, letter.purpose) == ("+962790000001", Purpose.ACTIVATION)
    assert letter.text == texts(house)[0] != ""
    service.outgoing.hand_over(letter)
    [message] = house.rows(schema.outbox)
    assert (message.text, message.handed_at) == ("", house.now)
    house.now += HOUR
    assert nothing_due(service)


def test_a_claimed_message_is_nobody_else_s_until_the_lease_ends(house: House) -> None:
    service = house.service()
    house.register(service)
    first = claimed(service)
    assert nothing_due(house.service("desk-2"))
    house.now += MINUTE
    second = claimed(house.service("desk-2"))
    assert (second.key, second.tries) == (first.key, 2)
    # Whoever comes back too late changes nothing, but for telling that it has left after all.
    service.outgoing.give_up(first)
    service.outgoing.put_off(first)
    assert nothing_due(service)
    assert texts(house) == [second.text]
    service.outgoing.hand_over(first)
    assert texts(house) == [""]


def test_a_code_is_tried_again_ever_more_rarely_until_it_dies(house: House) -> None:
    service = house.service()
    house.register(service)
    begun, tried, dead = house.now, list[float](), 0
    while not dead:
        letter, dead = service.outgoing.claim(Channel.SMS)
        if letter is not None:
            tried.append(house.now - begun)
            service.outgoing.put_off(letter)
        house.now += 0.1
        assert house.now < begun + HOUR
    pauses = [later - one for one, later in itertools.pairwise(tried)]
    for pause, longest in zip(pauses, (2, 4, 8, 16), strict=False):
        assert longest / 2 <= pause <= longest + 0.2
    assert all(15 <= pause <= 30.2 for pause in pauses[4:])
    assert tried[-1] < 5 * MINUTE <= house.now - begun < 5 * MINUTE + 1
    assert dead == 1
    assert texts(house) == [""]
    assert [row.handed_at for row in house.rows(schema.outbox)] == [None]


def test_a_notice_is_tried_for_three_days(house: House) -> None:
    service = activated(house)
    reset = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    code = Secret(house.last_code())
    service.finish_reset(NewPasswordRequest(reset.flow_id, code, Secret("Waha+7264")))
    begun, tried, dead = house.now, list[float](), 0
    while not dead:
        letter, dead = service.outgoing.claim(Channel.EMAIL)
        if letter is not None:
            assert letter.purpose is Purpose.NOTICE
            tried.append(house.now - begun)
            service.outgoing.put_off(letter)
        house.now += MINUTE
        assert house.now < begun + 100 * HOUR
    assert 71 * HOUR < tried[-1] < 72 * HOUR
    assert max(later - one for one, later in itertools.pairwise(tried)) <= 17 * MINUTE


def test_a_gateway_s_own_wait_is_kept(house: House) -> None:
    service = house.service()
    house.register(service)
    service.outgoing.put_off(claimed(service), wait=90)
    house.now += 89
    assert nothing_due(service)
    house.now += 1
    service.outgoing.put_off(claimed(service), wait=24 * HOUR)
    house.now += 210
    assert service.outgoing.claim(Channel.SMS) == (None, 1)


def test_what_cannot_be_delivered_is_given_up(house: House) -> None:
    service = house.service()
    house.register(service)
    service.outgoing.give_up(claimed(service))
    house.now += HOUR
    assert nothing_due(service)
    assert texts(house) == [""]


def test_a_code_that_is_replaced_never_leaves(house: House) -> None:
    service = house.service()
    sent = house.register(service)
    house.now += MINUTE
    service.resend_code(ResendRequest(sent.flow_id, None, "key"))
    old, new = texts(house)
    assert (old, claimed(service).text) == ("", new)
    house.register(service)
    assert texts(house)[:2] == ["", ""]


def test_a_code_that_is_used_or_used_up_never_leaves(house: House) -> None:
    service = activated(house)
    reset = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    wrong = wrong_of(house.last_code())
    assert texts(house)[-1] != ""
    for _ in range(3):
        with pytest.raises(AppError):
            service.finish_reset(NewPasswordRequest(reset.flow_id, wrong, Secret("Waha+7264")))
    assert texts(house)[-1] == ""
    house.now += MINUTE
    service.resend_code(ResendRequest(reset.flow_id, None, "key"))
    code = Secret(house.last_code())
    service.finish_reset(NewPasswordRequest(reset.flow_id, code, Secret("Waha+7264")))
    left = [row.purpose for row in house.rows(schema.outbox) if row.text]
    assert set(left) == {Purpose.NOTICE}


def test_codes_go_before_notices(house: House) -> None:
    service = activated(house)
    reset = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    code = Secret(house.last_code())
    service.finish_reset(NewPasswordRequest(reset.flow_id, code, Secret("Waha+7264")))
    house.now += MINUTE
    service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    assert claimed(service).purpose is Purpose.RESET
    assert claimed(service).purpose is Purpose.NOTICE


def test_training_delivers_nothing(house: House) -> None:
    house.policy = dataclasses.replace(house.policy, training=True)
    service = house.service()
    sent = house.register(service)
    house.now += MINUTE
    service.resend_code(ResendRequest(sent.flow_id, None, "key"))
    assert nothing_due(service)
    assert "" not in texts(house)
    house.now += HOUR
    assert not service.outgoing.is_late()


def test_what_waits_too_long_is_told(house: House) -> None:
    service = house.service()
    assert not service.outgoing.is_late()
    house.register(service)
    house.now += MINUTE - 1
    assert not service.outgoing.is_late()
    house.now += 1
    assert service.outgoing.is_late()
    assert not service.outgoing.is_late([Channel.EMAIL]), "nobody waits for what has no gateway"
    service.outgoing.hand_over(claimed(service))
    assert not service.outgoing.is_late()


def test_many_who_deliver_side_by_side_take_each_message_once(house: House) -> None:
    service = activated(house)
    for n in range(40):
        with house.database.write() as connection:
            row = {**house.rows(schema.outbox)[0]._mapping, "key": f"many-{n:02}", "text": "x"}
            del row["id"]
            row |= {"due_at": house.now, "expires_at": house.now + MINUTE}
            connection.execute(schema.outbox.insert(), row)
    taken, together = list[str](), threading.Barrier(8)

    def deliver() -> None:
        together.wait()
        while (letter := service.outgoing.claim(Channel.SMS)[0]) is not None:
            taken.append(letter.key)
            service.outgoing.hand_over(letter)

    workers = [threading.Thread(target=deliver) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == [f"many-{n:02}" for n in range(40)]
