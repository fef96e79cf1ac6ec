"""The outbox delivered beside the calls: nothing lost, nothing doubled, nothing kept."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.engine import schema
from ssc_desktop.engine.outgoing import Letter
from ssc_desktop.server.delivery import delivering
from ssc_desktop.server.gateway import Gateway, Limits, NotNowError, RefusedError
from ssc_desktop.server.mail import MailGateway, Security
from ssc_desktop.services.contract import Channel
from ssc_desktop.trust import trust_in
from tests.delivery.conftest import HASTY, PHONE, Post, sms_gateway, until
from tests.delivery.post_office import mail_server, sms_server
from tests.faults.rude import read_request, refusing_port, reset, response

HOUR = 3_600


@contextlib.contextmanager
def delivered_to(post: Post, port: int, limits: Limits | None = None) -> Iterator[None]:
    with delivering(post.outgoing, {Channel.SMS: sms_gateway(port, limits)}, post.told.append):
        yield


def test_codes_and_notices_leave_and_are_forgotten(any_post: Post) -> None:
    mail = {"security": Security.PLAIN, "sender": "no-reply@daman.example"}
    with sms_server() as phones, mail_server() as mailboxes:
        ways = {
            Channel.SMS: sms_gateway(phones.port),
            Channel.EMAIL: MailGateway("127.0.0.1", mailboxes.port, trust=trust_in(None), **mail),  # type: ignore[arg-type]
        }
        with delivering(any_post.outgoing, ways, any_post.told.append):
            any_post.put_code()
            any_post.put(3)
            any_post.put(3, Channel.EMAIL)
            until(lambda: any_post.handed() == 7)
    assert len(phones.texts) == 4
    assert len({envelope.recipient for envelope in mailboxes.taken}) == 3
    assert any_post.texts() == []
    assert phones.repeated == 0
    assert any_post.told == []


def test_a_gateway_that_was_down_gets_everything_once(post: Post) -> None:
    post.put(10)
    with refusing_port() as port, delivered_to(post, port):
        until(lambda: sum(row.tries for row in post.house.rows(schema.outbox)) >= 20)
    assert len(post.texts()) == 10
    assert post.told == ["sms: messages wait (ConnectionRefusedError)"]
    with sms_server() as server, delivered_to(post, server.port):
        until(lambda: post.handed() == 10)
    assert (len(server.texts), server.repeated) == (10, 0)
    assert post.texts() == []


def test_the_operator_hears_once_that_messages_wait_and_once_that_they_leave(post: Post) -> None:
    def mood(connection: socket.socket, turn: int) -> bool:
        if turn > 12:
            return False
        read_request(connection)
        connection.sendall(response(503))
        return True

    post.put(4)
    with sms_server(mood=mood) as server, delivered_to(post, server.port):
        until(lambda: post.handed() == 4)
    assert post.told == ["sms: messages wait (status 503)", "sms: messages leave again"]


def test_a_rude_gateway_loses_nothing_and_doubles_nothing(post: Post) -> None:
    """Failures, resets before and after taking, cut answers, redirects, silence, in turn."""
    stop = threading.Event()

    def mood(connection: socket.socket, turn: int) -> bool:
        match turn % 9:
            case 0:
                connection.sendall(response(500))
            case 1:
                reset(connection)
            case 2:
                read_request(connection)
                reset(connection)
            case 3:
                taking.take(read_request(connection))
                connection.sendall(b"HTTP/1.1 20")
            case 4:
                read_request(connection)
                connection.sendall(response(302, b"", "", None, "Location: http://127.0.0.1:1/"))
            case 5 if turn < 40:
                stop.wait(1)
            case _:
                return False
        return True

    post.put(30)
    with sms_server(mood=mood) as taking, delivered_to(post, taking.port, HASTY):
        until(lambda: post.handed() == 30)
    assert len(taking.texts) == 30
    assert taking.repeated > 0  # what was taken without an answer came again, under its key
    assert post.texts() == []


def test_two_who_deliver_from_one_database_send_nothing_twice(any_post: Post) -> None:
    other, database = any_post.of_another_process()
    with sms_server() as server:
        way = {Channel.SMS: sms_gateway(server.port)}
        with (
            delivering(any_post.outgoing, way, any_post.told.append),
            delivering(other, way, any_post.told.append),
        ):
            any_post.put(60)
            until(lambda: any_post.handed() == 60)
    database.close()
    assert (len(server.texts), server.repeated) == (60, 0)
    assert any_post.told == []


def test_what_was_not_finished_is_delivered_after_the_lease(post: Post) -> None:
    """A server that dies with a message in its hands has lost nothing."""
    post.put_code()
    letter, _ = post.outgoing.claim(Channel.SMS)
    assert letter is not None
    with sms_server() as server, delivered_to(post, server.port):
        post.ahead = 61
        until(lambda: post.handed() == 1)
    assert list(server.taken) == [letter.key]


def test_a_code_that_died_waiting_never_leaves(post: Post) -> None:
    post.put_code()
    post.put(2)
    with refusing_port() as port, delivered_to(post, port):
        until(lambda: len(post.told) == 1)
        assert len(post.texts()) == 3
        post.ahead = 301
        until(lambda: len(post.texts()) == 2)
    assert post.told[1:] == ["sms: undelivered for good: 1 waited in vain"]
    with sms_server() as server, delivered_to(post, server.port):
        until(lambda: post.handed() == 2)
        post.ahead = 80 * HOUR
    assert not any("4071" in text for text in server.texts)


def test_what_is_refused_for_good_is_counted_and_told_without_names(post: Post) -> None:
    class Refusing(Gateway):
        def take(self, letter: Letter) -> None:
            raise RefusedError("status 422")

    post.put(3)
    post.put_code()
    with delivering(post.outgoing, {Channel.SMS: Refusing()}, post.told.append):
        until(lambda: post.texts() == [])
    assert sum(int(line.split(": ")[2].split()[0]) for line in post.told) == 4
    assert all(line.startswith("sms: undelivered for good: ") for line in post.told)
    assert not any(PHONE in line or "4071" in line for line in post.told)
    assert post.handed() == 0


def test_a_mistake_of_ours_loses_nothing(post: Post) -> None:
    class Mistaken(Gateway):
        def take(self, letter: Letter) -> None:
            raise KeyError(letter.recipient)

    post.put(1)
    with delivering(post.outgoing, {Channel.SMS: Mistaken()}, post.told.append):
        until(lambda: post.house.rows(schema.outbox)[0].tries >= 2)
    assert post.told == ["sms: messages wait (KeyError)"]
    assert len(post.texts()) == 1


def test_the_end_waits_for_what_is_under_way_and_begins_nothing(post: Post) -> None:
    begun, go_on = threading.Event(), threading.Event()
    taken = list[str]()

    class Slow(Gateway):
        def take(self, letter: Letter) -> None:
            begun.set()
            go_on.wait(30)
            taken.append(letter.key)

    def let_go() -> None:
        # Who has nothing to do ends at once when asked to: by that it is seen to be asked.
        until(lambda: sum(t.name == "delivery" for t in threading.enumerate()) <= 4)
        go_on.set()

    post.put(20)
    ways: dict[Channel, Gateway] = {Channel.SMS: Slow(), Channel.EMAIL: Slow()}
    with delivering(post.outgoing, ways, post.told.append):
        begun.wait(30)
        threading.Thread(target=let_go).start()
    assert post.handed() == len(taken)
    assert len(post.texts()) == 20 - len(taken)
    assert len(taken) <= 4


def test_a_database_that_does_not_answer_for_a_while_is_asked_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, failures = post.outgoing.claim, iter([RuntimeError("locked"), RuntimeError("locked")])

    def failing(channel: Channel) -> object:
        for failure in failures:
            raise failure
        return claim(channel)

    monkeypatch.setattr(post.outgoing, "claim", failing)
    with sms_server() as server, delivered_to(post, server.port):
        until(lambda: len(post.told) == 1)
        post.put(1)
        until(lambda: post.handed() == 1)
    assert post.told == ["sms: messages wait (RuntimeError)", "sms: messages leave again"]


def test_a_message_that_was_taken_is_not_sent_again_for_a_busy_database(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over, failures = post.outgoing.hand_over, iter([AppError(ErrorCode.STORAGE_LOCKED)] * 2)

    def failing(letter: Letter) -> None:
        for failure in failures:
            raise failure
        hand_over(letter)

    monkeypatch.setattr(post.outgoing, "hand_over", failing)
    post.put(1)
    with sms_server() as server, delivered_to(post, server.port):
        until(lambda: post.handed() == 1)
    assert (len(server.texts), server.repeated, post.told) == (1, 0, [])


def test_a_message_put_off_keeps_what_the_gateway_asked(post: Post) -> None:
    class Busy(Gateway):
        def take(self, letter: Letter) -> None:
            raise NotNowError("status 429", wait=120)

    post.put_code()
    with delivering(post.outgoing, {Channel.SMS: Busy()}, post.told.append):
        until(lambda: len(post.told) == 1)
    [row] = post.house.rows(schema.outbox)
    assert row.tries == 1
    assert row.due_at >= row.made_at + 120  # type: ignore[operator]
