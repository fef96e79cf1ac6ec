"""E-mail: one SMTP connection for each message."""

import contextlib
import datetime as dt
import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import Enum
from typing import Any

import idna

from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.outbox import sender_name, subject_text
from ssc_desktop.engine.outgoing import Letter
from ssc_desktop.server.gateway import (
    Attempt,
    Gateway,
    Limits,
    NotNowError,
    RefusedError,
    reason_of,
)

_WRITTEN = SMTP.clone(cte_type="7bit")  # not every server takes 8 bits
_MOST_SAID = 64 * 1024  # bytes that a server may say in one connection


class Security(Enum):
    """How a connection is protected; PLAIN is for this machine alone."""

    TLS = "smtps"
    STARTTLS = "smtp+starttls"
    PLAIN = "smtp"


@dataclass(frozen=True, slots=True)
class Login:
    """Who sends, to the server."""

    user: str
    password: Secret


class MailGateway(Gateway):
    """The way to one SMTP server; the connection is verified before anything is said on it."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        security: Security,
        sender: str,
        trust: ssl.SSLContext,
        login: Login | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._host, self._port = host, port
        self._security = security
        self._sender = _deliverable(sender)
        self._trust = trust
        self._login = login
        self._limits = limits or Limits()

    def take(self, letter: Letter) -> None:
        """Hand a message over. Raises NotNowError, RefusedError.

        Only what is said of this recipient or this message is for good: whatever else a server
        complains of is put right there or here, and the message waits.
        """
        try:
            self._send(letter)
        except smtplib.SMTPRecipientsRefused as error:
            [(code, _words)] = error.recipients.values()
            raise _of_code("RCPT", code) from None
        except smtplib.SMTPDataError as error:
            raise _of_code("DATA", error.smtp_code) from None
        except smtplib.SMTPResponseException as error:
            raise NotNowError(f"{type(error).__name__} {error.smtp_code}") from None
        except OSError as error:  # SMTPException too
            raise NotNowError(reason_of(error)) from None

    def _send(self, letter: Letter) -> None:
        recipient = _deliverable(letter.recipient)
        message = self._written(letter, recipient)
        at_once = self._trust if self._security is Security.TLS else None
        with Attempt(self._limits) as attempt:
            # Connected in a step of its own: a refusal in the constructor would leave the socket.
            server = _Smtp(attempt, at_once, self._host)
            try:
                code, _words = server.connect(self._host, self._port)
                if code != 220:
                    raise smtplib.SMTPConnectError(code, b"")
                if self._security is Security.STARTTLS:
                    server.starttls(context=self._trust)
                if self._login is not None:
                    server.login(self._login.user, self._login.password.reveal())
                server.send_message(message, self._sender, [recipient])
                with contextlib.suppress(OSError):  # it has been taken, whatever comes now
                    server.quit()
            finally:
                server.close()

    def _written(self, letter: Letter, recipient: str) -> EmailMessage:
        message = EmailMessage(policy=_WRITTEN)
        message["From"] = Address(sender_name(letter.language), addr_spec=self._sender)
        message["To"] = Address(addr_spec=recipient)
        message["Subject"] = subject_text(letter.purpose, letter.language)
        message["Date"] = dt.datetime.fromtimestamp(letter.made_at, dt.UTC)
        message["Message-ID"] = f"<{letter.key}@{self._sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


class _Smtp(smtplib.SMTP):
    """A connection that its attempt can cut, and that does not listen without end."""

    def __init__(self, attempt: Attempt, at_once: ssl.SSLContext | None, host: str) -> None:
        self._attempt, self._at_once = attempt, at_once
        super().__init__(local_hostname=socket.gethostname())  # the default asks the network
        self._host = host  # what STARTTLS verifies

    def _get_socket(self, host: str, port: int, _timeout: float) -> socket.socket:
        return self._attempt.connect(host, port, self._at_once)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Bounded(self.sock.makefile("rb"))
        return super().getreply()


class _Bounded:
    """What a server says, up to a limit."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._left = _MOST_SAID

    def readline(self, size: int) -> bytes:
        line: bytes = self._file.readline(size)
        self._left -= len(line)
        if self._left < 0:
            raise OSError("said too much")
        return line

    def close(self) -> None:
        self._file.close()


def _of_code(command: str, code: int) -> NotNowError | RefusedError:
    reason = f"{command} {code}"
    return RefusedError(reason) if 500 <= code < 600 else NotNowError(reason)


def _deliverable(address: str) -> str:
    """Write an address for SMTP, where a domain is ASCII."""
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    return f"{local}@{idna.encode(domain, uts46=True).decode()}"
