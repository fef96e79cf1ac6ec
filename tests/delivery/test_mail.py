"""One e-mail handed to an SMTP server, kind or rude."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.server.gateway import Limits, NotNowError, RefusedError
from ssc_desktop.server.mail import Login, MailGateway, Security
from ssc_desktop.services.contract import Channel, Language
from ssc_desktop.trust import trust_in
from tests.certificates import EXPIRED, Authority, need_openssl
from tests.delivery.conftest import HASTY, MAILBOX, letter
from tests.delivery.post_office import mail_server
from tests.faults.rude import Rude, drip, refusing_port, reset, rude_server, unanswering_port

SENDER = "no-reply@daman.example"
PASSWORD = Secret("a mail password")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    need_openssl()
    return Authority(tmp_path_factory.mktemp("tls") / "ours")


@pytest.fixture(scope="module")
def tls(authority: Authority) -> ssl.SSLContext:
    return authority.server_context(authority.sign("mail"))


def gateway(
    port: int,
    security: Security = Security.PLAIN,
    *,
    ca_file: Path | None = None,
    login: Login | None = None,
    limits: Limits | None = None,
) -> MailGateway:
    return MailGateway(
        "127.0.0.1",
        port,
        security=security,
        sender=SENDER,
        trust=trust_in(ca_file),
        login=login,
        limits=limits,
    )


def refusal(way: MailGateway) -> NotNowError:
    """Hand over what is not taken now, and look that the operator learns nothing of it."""
    sent = letter(Channel.EMAIL)
    with pytest.raises(NotNowError) as caught:
        way.take(sent)
    for private in (MAILBOX, sent.text, "4071", PASSWORD.reveal()):
        assert private not in caught.value.reason
    return caught.value


# ------------------------------------------------------------------ what arrives


@pytest.mark.parametrize(
    ("language", "subject", "name"),
    [("ar", "رمز كلمة السر", "الضمان الاجتماعي"), ("en", "Your password code", "Social Security")],
)
def test_a_mail_as_it_arrives(language: Language, subject: str, name: str) -> None:
    sent = letter(Channel.EMAIL, purpose=Purpose.RESET, language=language)
    with mail_server() as server:
        gateway(server.port).take(sent)
    [envelope] = server.taken
    assert (envelope.sender, envelope.recipient) == (SENDER, MAILBOX)
    assert envelope.data.isascii()  # not every server takes 8 bits
    message = envelope.message
    assert message["From"].addresses[0].display_name == name
    assert message["From"].addresses[0].addr_spec == SENDER
    assert message["To"] == MAILBOX
    assert message["Subject"] == subject
    assert message["Date"].datetime.timestamp() == sent.made_at
    assert message["Message-ID"] == f"<{sent.key}@daman.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Type"] == 'text/plain; charset="utf-8"'
    assert message.get_content().splitlines() == [sent.text]
    assert "4071" not in str(message["Subject"])


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_purpose_has_a_subject(purpose: Purpose, language: Language) -> None:
    with mail_server() as server:
        gateway(server.port).take(letter(Channel.EMAIL, purpose=purpose, language=language))
    assert server.taken[0].message["Subject"]


def test_a_domain_may_be_arabic() -> None:
    with mail_server() as server:
        gateway(server.port).take(letter(Channel.EMAIL, recipient="reem@ضمان.example"))
    assert server.taken[0].recipient == "reem@xn--mgb3a7bf.example"
    assert server.taken[0].data.isascii()


# ------------------------------------------------------------------ security


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_mail_goes_over_tls_after_a_login(
    security: Security, authority: Authority, tls: ssl.SSLContext
) -> None:
    login = Login("sender", PASSWORD)
    with mail_server(tls=tls, at_once=security is Security.TLS) as server:
        way = gateway(server.port, security, ca_file=authority.certificate, login=login)
        way.take(letter(Channel.EMAIL))
    assert server.users == [f"\0sender\0{PASSWORD.reveal()}"]
    assert len(server.taken) == 1
    if security is Security.STARTTLS:
        assert server.heard[:3] == ["EHLO", "STARTTLS", "EHLO"]


def test_without_tls_nothing_is_sent(authority: Authority, tls: ssl.SSLContext) -> None:
    """A server, or somebody between, that offers no TLS gets neither login nor mail."""
    for how in ({"offers_starttls": False}, {"replies": {"STARTTLS": "454 not now"}}):
        with mail_server(tls=tls, **how) as server:
            login = Login("sender", PASSWORD)
            refusal(
                gateway(server.port, Security.STARTTLS, ca_file=authority.certificate, login=login)
            )
        assert not {"AUTH", "MAIL"} & set(server.heard)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_nothing_is_said_to_a_server_that_cannot_be_verified(
    security: Security, authority: Authority, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path / "stranger")
    for files in (
        authority.sign(f"expired-{security.name}", dates=EXPIRED),
        authority.sign(f"host-{security.name}", names="DNS:else.example"),
        stranger.sign("stranger"),
    ):
        context = authority.server_context(files)
        with mail_server(tls=context, at_once=security is Security.TLS) as server:
            told = refusal(gateway(server.port, security, ca_file=authority.certificate))
        assert "SSLCertVerificationError" in told.reason
        assert not {"AUTH", "MAIL"} & set(server.heard)


# ------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("command", "reply", "reason"),
    [
        ("RCPT", "550 5.1.1 no such user reem@example.com", "RCPT 550"),
        (".", "554 5.6.0 not that", "DATA 554"),
    ],
)
def test_a_message_refused_for_good_is_not_tried_again(
    command: str, reply: str, reason: str
) -> None:
    with mail_server(replies={command: reply}) as server, pytest.raises(RefusedError) as caught:
        gateway(server.port).take(letter(Channel.EMAIL))
    assert caught.value.reason == reason
    assert server.taken == []


@pytest.mark.parametrize(
    "replies",
    [
        {"": "554 go away"},
        {"EHLO": "502 what", "HELO": "502 what"},
        {"MAIL": "550 not you no-reply@daman.example"},
        {"RCPT": "451 later reem@example.com"},
        {"RCPT": "421 closing"},
        {"DATA": "451 later"},
        {".": "452 full"},
        {"": None},
        {"EHLO": None},
        {"RCPT": None},
        {"DATA": None},
        {"MAIL": "what"},
    ],
    ids=str,
)
def test_whatever_else_a_server_says_the_mail_waits(replies: dict[str, str | None]) -> None:
    with mail_server(replies=replies) as server:
        refusal(gateway(server.port))
    assert server.taken == []


def test_a_login_that_is_refused_lets_mails_wait(authority: Authority, tls: ssl.SSLContext) -> None:
    with mail_server(tls=tls, at_once=True, replies={"AUTH": "535 no"}) as server:
        login = Login("sender", PASSWORD)
        told = refusal(
            gateway(server.port, Security.TLS, ca_file=authority.certificate, login=login)
        )
    assert told.reason == "SMTPAuthenticationError 535"
    assert "MAIL" not in server.heard


def test_a_mail_whose_answer_is_lost_comes_again_under_the_same_name() -> None:
    with mail_server(replies={".": None}) as server:
        refusal(gateway(server.port))
        server.replies.clear()
        gateway(server.port).take(letter(Channel.EMAIL))
    names = [envelope.message["Message-ID"] for envelope in server.taken]
    assert len(names) == 2
    assert names[0] == names[1]


@pytest.mark.parametrize("farewell", [None, "500 what"])
def test_how_a_server_says_farewell_does_not_matter(farewell: str | None) -> None:
    with mail_server(replies={"QUIT": farewell}) as server:
        gateway(server.port).take(letter(Channel.EMAIL))
    assert len(server.taken) == 1


def _hangs(_connection: socket.socket, stop: threading.Event) -> None:
    stop.wait(30)


def _drips(connection: socket.socket, stop: threading.Event) -> None:
    drip(connection, b"220-" + b"x" * 8_000, stop)


def _floods(connection: socket.socket, stop: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while not stop.is_set():
            connection.sendall(b"220-" + b"x" * 1_000 + b"\r\n")


def _another_protocol(connection: socket.socket, _stop: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 400 Word\r\n\r\n")


def _resets(connection: socket.socket, _stop: threading.Event) -> None:
    reset(connection)


@pytest.mark.parametrize("manner", [_hangs, _drips, _floods, _another_protocol, _resets])
def test_a_rude_server_gets_the_mail_later(
    manner: Callable[[socket.socket, threading.Event], None],
) -> None:
    def attend(connection: socket.socket, _rude: Rude, stop: threading.Event) -> None:
        manner(connection, stop)

    with rude_server(attend) as rude:
        refusal(gateway(rude.port, limits=HASTY))


def test_a_server_that_is_down_gets_the_mail_later() -> None:
    for lend in (refusing_port, unanswering_port):
        with lend() as port:
            refusal(gateway(port, limits=HASTY))
