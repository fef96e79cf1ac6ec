"""One person's whole journey, and then a search through everything that was left behind."""

import secrets
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.backends.rest import open_service
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.policy import Policy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import population
from ssc_desktop.engine.sqlite_file import SqliteFile
from ssc_desktop.server.register import open_register, read_secrets
from ssc_desktop.services.contract import (
    AccountService,
    CaptchaAnswer,
    CaptchaKind,
    Channel,
    CodeRequest,
    InquiryRequest,
    NewPasswordRequest,
    RegistrationRequest,
    ResetRequest,
    SignInRequest,
)
from tests.cli.test_serve_gateways import address_in, code_in, secret_file
from tests.cli.witness import LONG_CODES, PROGRAM, files_below, found, witnessed
from tests.delivery.conftest import until
from tests.delivery.post_office import SmsServer, mail_server, sms_server
from tests.engine.house import DAUGHTER, FATHER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

PASSWORDS = ("Qarib#6183", "Waha+7264", "Jisr%5927")
PICTURE = "HQRTN"
GATEWAY_KEY = "a-bearer-key-of-the-gateway"
PHONES, MAILBOX = ("790000001", "790000002"), "reem@example.com"
PERSONAL = (
    *(DAUGHTER.number, DAUGHTER.name, str(DAUGHTER.card_number), str(DAUGHTER.insurance_number)),
    *(FATHER.number, *PHONES, MAILBOX),
)
ROOT = Path(__file__).resolve().parents[2]
SIMULATOR = ("simulator.sqlite", "simulator.sqlite-journal")
DATABASE = ("server.sqlite", "server.sqlite-journal")

# The server draws one picture only, and has two defects: a message that tells all, and a crash in
# the middle of a person's call. (Python cannot tell of a crash safely while its threads run, as
# they do when a signal comes from outside.)
SERVER_DEFECT = f"""
from ssc_desktop.engine import captchas, inquiry
captchas._characters = lambda context: {PICTURE!r}
real_request = inquiry.request
def request(context, asked):
    if asked.email == "defect@example.com":
        seen("broken")
        raise ValueError("{DAUGHTER.number} {PASSWORDS[0]} " + repr(asked))
    if asked.email == "crash@example.com":
        os.abort()
    return real_request(context, asked)
inquiry.request = request
"""


@contextmanager
def running(shell: Any, home: Path, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program with its witness; a crash may leave a core in its folder."""
    (home / "tmp").mkdir(parents=True)
    with (home / "out.txt").open("w") as out, (home / "err.txt").open("w") as complaint:
        process = subprocess.Popen(
            [*shell.line(program=PROGRAM), *map(str, arguments)],
            cwd=home,
            env=shell.environ(
                HOME=str(home),
                TMPDIR=str(home / "tmp"),
                PYTHONPATH=str(ROOT),
                PYTHONFAULTHANDLER="1",
                QT_QPA_PLATFORM="offscreen",
                SSC_SMS_GATEWAY_KEY=GATEWAY_KEY,
            ),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=complaint,
        )
    with process:
        try:
            yield process
        finally:
            process.kill()


class Citizen:
    """The daughter, who goes through everything."""

    def __init__(self, service: AccountService, phones: SmsServer) -> None:
        self.service, self.phones, self.read = service, phones, 0
        self.tokens: list[str] = []

    def message(self) -> str:
        """Wait for the next message."""
        self.read += 1
        until(lambda: len(self.phones.texts) >= self.read)
        return self.phones.texts[self.read - 1]

    def register(self, password: str, phone: str, *, renewal: bool) -> None:
        """Register, or register again with another phone."""
        picture = self.service.new_captcha(CaptchaKind.PICTURE)
        request = RegistrationRequest(
            nationality=Nationality.JORDANIAN,
            calling_code="+962",
            phone_number=phone,
            email=MAILBOX,
            activation_channel=Channel.SMS,
            password=Secret(password),
            national_number=DAUGHTER.number,
            card_number=DAUGHTER.card_number,
            relative_national_number=FATHER.number,
            kinship="1",
            captcha=CaptchaAnswer(picture.id, Secret(PICTURE)),
            renewal=renewal,
        )
        sent = self.service.register(request)
        code = code_in(self.message())
        self.service.verify_registration(CodeRequest(sent.flow_id, code))
        for _ in range(2 if renewal else 0):  # both phones are told
            self.message()

    def sign_in(self, password: str) -> None:
        """Sign in and look at the account."""
        session = self.service.sign_in(SignInRequest(DAUGHTER.number, Secret(password)))
        self.tokens.append(session.token.reveal())
        self.service.account(session.token)

    def reset(self, password: str) -> None:
        """Forget the password."""
        sent = self.service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
        new = NewPasswordRequest(sent.flow_id, code_in(self.message()), Secret(password))
        self.service.finish_reset(new)
        self.message()  # that it was changed

    def inquire(self, **changes: str) -> None:
        """Ask for the insurance number."""
        asked = InquiryRequest(
            nationality=Nationality.JORDANIAN,
            calling_code="+962",
            phone_number=PHONES[1],
            national_number=DAUGHTER.number,
            civil_id_number=DAUGHTER.card_number,
        )
        sent = self.service.request_inquiry(replace(asked, **changes))
        self.service.answer_inquiry(CodeRequest(sent.flow_id, code_in(self.message())))


def test_a_server_leaves_nothing_of_a_person_behind(shell: Any, tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    data.mkdir()
    keys = secret_file(data, "server.key", secrets.token_bytes(64))
    opened = open_register(SqliteFile(data / "server.sqlite"), read_secrets(keys), Policy())
    with opened._context.database.write() as connection:
        population.settle(connection, [FATHER, DAUGHTER], password_hashes={}, now=0.0)
    opened.close()
    issued = shell(
        "admin", "credential", "issue", "--kind", "desk", "--label", "1", "--data-dir", data
    )
    credential = issued.out.split()[-1]
    witness = tmp_path / "witness"
    with sms_server() as phones, mail_server() as mailboxes:
        gateways = ("--sms-gateway-url", f"http://127.0.0.1:{phones.port}/messages")
        gateways += ("--smtp-url", f"smtp://127.0.0.1:{mailboxes.port}")
        arguments = ("serve", "--port", "0", "--lang", "en", "--data-dir", data, *gateways)
        arguments += ("--smtp-from", "ssc@daman.example")
        with running(shell, home, witness, LONG_CODES + SERVER_DEFECT, *arguments) as process:
            until(lambda: "Serving at" in (home / "out.txt").read_text() or process.poll())
            assert process.poll() is None, (home / "err.txt").read_text()
            address = address_in((home / "out.txt").read_text())
            service = open_service(address, credential=lambda: Secret(credential))
            citizen = Citizen(service, phones)
            citizen.register(PASSWORDS[0], PHONES[0], renewal=False)
            citizen.sign_in(PASSWORDS[0])
            citizen.reset(PASSWORDS[1])
            citizen.sign_in(PASSWORDS[1])
            citizen.register(PASSWORDS[2], PHONES[1], renewal=True)
            citizen.sign_in(PASSWORDS[2])
            citizen.inquire()
            with pytest.raises(AppError) as caught:
                citizen.inquire(email="defect@example.com")
            assert caught.value.code is ErrorCode.SERVICE_FAULT
            until(lambda: undelivered(data) == 0)
            with pytest.raises(AppError):
                citizen.inquire(email="crash@example.com")
            process.wait(60)
    assert process.returncode == -signal.SIGABRT
    told = (home / "err.txt").read_text()
    assert "ValueError" in told  # the defect was told, and the crash
    assert "Fatal Python error: Aborted" in told
    held = witnessed(witness)
    assert "broken" in held
    assert held >= {*PASSWORDS, PICTURE, *citizen.tokens}
    assert len([s for s in held if len(s) == 8 and s.isdigit()]) == 4  # the codes
    left = files_below(home, data)
    assert any(name.endswith("server.sqlite") for name in left)
    assert found({*held, credential, GATEWAY_KEY} - {"broken"}, left) == []
    assert found(PERSONAL, files_below(home, data, leaving_out=DATABASE)) == []
    assert not [name for name in left if Path(name).name.startswith("core")]


def undelivered(data: Path) -> int:
    """Return how many texts have not been blanked yet."""
    with closing(sqlite3.connect(data / "server.sqlite", timeout=10)) as connection:
        query = "SELECT count(*) FROM outbox WHERE text <> ''"
        return int(connection.execute(query).fetchone()[0])


WINDOW_DEFECT = f"""
import ui.application
from PySide6.QtCore import QTimer
real = ui.application.make_window
def make_window(*arguments):
    window = real(*arguments)
    def broken():
        try:
            raise KeyError({MAILBOX!r})
        except KeyError as error:
            raise ValueError("{DAUGHTER.number} {PASSWORDS[0]}") from error
    window.ready.connect(lambda: QTimer.singleShot(0, broken))
    window.ready.connect(lambda: QTimer.singleShot(1_000, window.close))
    return window
ui.application.make_window = make_window
"""


def test_a_defect_in_the_window_tells_nobody(shell: Any, tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    arguments = ("--data-dir", data, "--service", "simulator")
    with running(shell, home, tmp_path / "witness", WINDOW_DEFECT, *arguments) as process:
        ended = process.wait(60)
    told = (home / "err.txt").read_text()
    assert ended == 0, told
    assert "ValueError" in told
    assert "KeyError" in told
    assert "in broken" in told
    left = files_below(home, data, leaving_out=SIMULATOR)
    assert found((*PERSONAL, PASSWORDS[0]), left) == []


@pytest.mark.long
def test_the_window_leaves_nothing_of_a_person_behind(shell: Any, tmp_path: Path) -> None:
    """The whole tour in training, whose file keeps messages and picture answers readable."""
    home, data, witness = tmp_path / "home", tmp_path / "data", tmp_path / "witness"
    arguments = ("tour", "--lang", "ar", "--out", tmp_path / "pictures", "--data-dir", data)
    with running(shell, home, witness, "", *arguments) as process:
        assert process.wait(110) == 0, (home / "err.txt").read_text()
    held = witnessed(witness)
    people = readable_in_training(data)
    elsewhere = files_below(home, data, leaving_out=SIMULATOR)
    assert len(elsewhere) >= 3  # the key and what was printed
    assert found(held | people.personal, elsewhere) == []
    hidden = held - people.shown
    assert len([s for s in hidden if len(s) == 43]) >= 2  # tokens
    assert found(hidden, files_below(data)) == []


@dataclass(frozen=True)
class Readable:
    """What the simulator's file shows on purpose, and what of it is personal."""

    shown: set[str]
    personal: set[str]


def readable_in_training(data: Path) -> Readable:
    with closing(sqlite3.connect(data / "simulator.sqlite")) as connection:

        def column(query: str) -> set[str]:
            return {str(value) for (value,) in connection.execute(query) if value}

        shown = column("SELECT code FROM outbox") | column("SELECT password FROM trainees")
        shown |= column("SELECT answer FROM captchas")
        personal = column("SELECT number FROM persons") | column("SELECT name FROM persons")
        personal |= column("SELECT card_number FROM persons") | column("SELECT phone FROM accounts")
        personal |= column("SELECT email FROM accounts") | column("SELECT phone FROM trainees")
    return Readable(shown, personal)
