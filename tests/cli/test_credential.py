"""`credential …` as an administrator uses it, on real processes and a real socket."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.services import codec
from ssc_desktop.services.contract import Captcha, CaptchaQuestion, QuestionKind
from ssc_desktop.services.operations import CREDENTIAL_SHAPE
from tests.cli.test_serve import served
from tests.cli.test_workers import until
from tests.faults.rude import Rude, read_request, refusing_port, response, rude_server

CREDENTIAL = "0123456789ab." + "A-_9" * 10 + "xyz"
Told = Callable[..., Any]


# A window that only makes a call.
WINDOW = """
import sys, types
from ssc_desktop.services.contract import CaptchaKind

def run(options, connect, **more):
    connect(options.service).service.new_captcha(CaptchaKind.QUESTION)
    return 7

application = types.ModuleType("ui.application")
application.run = application.smoke_test = run
sys.modules["ui.application"] = application
from ssc_desktop.cli.main import main
sys.exit(main())
"""

# The program at a terminal of its own, whose keys also interrupt it.
AT_A_TERMINAL = """
import fcntl, signal, sys, termios
signal.signal(signal.SIGINT, signal.default_int_handler)  # who starts the tests may ignore it
fcntl.ioctl(sys.stdin, termios.TIOCSCTTY, 0)
from ssc_desktop.cli.main import main
sys.exit(main())
"""


@pytest.fixture
def ring(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a computer with a keyring."""
    return {
        "PYTHON_KEYRING_BACKEND": "tests.cli.rings.SharedRing",
        "TEST_RING": str(tmp_path / "ring.json"),
    }


@pytest.fixture
def service() -> Iterator[Rude]:
    """Serve a corporation that knows one credential."""
    question = CaptchaQuestion(QuestionKind.SUM, (1, 2))
    asked = response(201, codec.encode(Captcha("c1", None, question, 600)))
    problem = Problem(ErrorCode.CREDENTIAL_REFUSED)
    refusal = codec.encode(codec.document_of(problem, HTTPStatus.UNAUTHORIZED))

    def behave(connection: socket.socket, rude: Rude, _stop: threading.Event) -> None:
        rude.requests.append(read_request(connection))
        known = f"SSC-Client-Credential: {CREDENTIAL}\r\n".encode() in rude.requests[-1]
        refused = response(401, refusal, "application/problem+json")
        connection.sendall(asked if known else refused)

    with rude_server(behave) as rude:
        yield rude


@pytest.fixture
def enter(shell: Any) -> Told:
    """Run `credential set` with something on its standard input."""

    def enter(
        text: str, *arguments: str, program: str | None = None, **environ: str
    ) -> tuple[int, str, str]:
        command = ("credential", "set") if program is None else ()
        ended = subprocess.run(
            shell.line(*command, *arguments, program=program),
            env=shell.environ(**environ),
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            timeout=100,
        )
        return ended.returncode, ended.stdout, ended.stderr

    return enter


def test_a_credential_is_kept_tried_and_dropped(
    shell: Any, enter: Told, ring: dict[str, str], service: Rude
) -> None:
    where = ("--service", service.address, "--lang", "en")
    none = shell("credential", "check", *where, **ring)
    assert (none.status, none.out) == (1, "")
    assert f"No credential is kept for {service.address}" in none.complaint
    assert service.requests == []

    status, out, complaint = enter(f"{CREDENTIAL}\n", *where, **ring)
    assert (status, complaint) == (0, "")
    assert out.strip() == f"The credential for {service.address} is kept."
    good = shell("credential", "check", *where, **ring)
    assert (good.status, good.complaint) == (0, "")
    assert "knows this computer" in good.out

    status, _, _ = enter(f"{CREDENTIAL[:-1]}X\n", *where, **ring)
    assert status == 0
    refused = shell("credential", "check", *where, **ring)
    assert refused.status == 1
    assert "does not accept this computer's credential" in refused.complaint

    assert shell("credential", "forget", *where, **ring).status == 0
    again = shell("credential", "forget", *where, **ring)
    assert (again.status, again.out) == (1, "")


def test_what_is_said_is_said_in_arabic_too(
    shell: Any, enter: Told, ring: dict[str, str], service: Rude
) -> None:
    where = ("--service", service.address, "--lang", "ar")
    assert enter(CREDENTIAL, *where, **ring)[1].startswith("حُفظت بيانات اعتماد الجهاز")
    assert shell("credential", "check", *where, **ring).out.startswith("تعرّفت الخدمة")
    assert shell("credential", "forget", *where, **ring).out.startswith("حُذفت")
    assert shell("credential", "check", *where, **ring).complaint.startswith("لا توجد بيانات")


@pytest.mark.parametrize(
    "text", ["", "\n", "secret", CREDENTIAL + "x", CREDENTIAL[1:], "x" * 5_000]
)
def test_what_is_no_credential_is_not_kept(
    enter: Told, ring: dict[str, str], tmp_path: Path, text: str
) -> None:
    status, out, complaint = enter(text, "--service", "https://a.example", "--lang", "en", **ring)
    assert (status, out) == (1, "")
    assert "56 characters" in complaint
    assert text.strip() not in complaint or not text.strip()
    assert not (tmp_path / "ring.json").exists()


@pytest.mark.parametrize("program", [None, WINDOW], ids=["kept", "held"])
def test_bytes_that_are_no_text_are_no_credential(
    enter: Told, ring: dict[str, str], program: str | None
) -> None:
    line = ("--service", "https://a.example", "--lang", "en")
    line += ("--credential-stdin",) if program else ()
    environ = {**ring, "PYTHONIOENCODING": "utf-8", "QT_QPA_PLATFORM": "offscreen"}
    status, out, complaint = enter("\udcff\udcfe\n", *line, program=program, **environ)
    assert (status, out, complaint.count("\n")) == (1, "", 1)
    assert "56 characters" in complaint


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
@pytest.mark.parametrize(
    ("key", "status", "told"),
    [(b"\x04", 1, "56 characters"), (b"\x03", 128 + signal.SIGINT, "")],
    ids=["Ctrl-D", "Ctrl-C"],
)
def test_the_question_is_left_by_a_key(
    shell: Any, ring: dict[str, str], key: bytes, status: int, told: str
) -> None:
    import pty
    import termios

    keyboard, terminal = pty.openpty()
    line = ("credential", "set", "--service", "https://a.example", "--lang", "en")
    with subprocess.Popen(
        shell.line(*line, program=AT_A_TERMINAL),
        env=shell.environ(**ring),
        stdin=terminal,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as asking:
        # What is typed before the terminal hides it is thrown away.
        until(lambda: not termios.tcgetattr(terminal)[3] & termios.ECHO)
        os.write(keyboard, key)
        _, written = asking.communicate(timeout=100)
    os.close(keyboard)
    os.close(terminal)
    assert asking.returncode == status
    [asked, *complaint] = written.splitlines()
    assert asked.startswith("Please enter")
    assert len(complaint) == (1 if told else 0), complaint
    assert told in "".join(complaint)


def test_a_computer_without_a_keyring_is_told_so(shell: Any, enter: Told) -> None:
    where = ("--service", "https://a.example", "--lang", "en")
    nothing = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    for status, complaint in (
        enter(CREDENTIAL, *where, **nothing)[::2],
        (shell("credential", "check", *where, **nothing).status, None),
    ):
        assert status == 1
        assert complaint is None or "There is no keyring on this computer" in complaint


def test_without_a_keyring_the_window_takes_it_from_standard_input(
    enter: Told, service: Rude
) -> None:
    line = ("--credential-stdin", "--service", service.address, "--lang", "en")
    environ = {"QT_QPA_PLATFORM": "offscreen"}
    assert enter(CREDENTIAL + "\n", *line, program=WINDOW, **environ) == (7, "", "")
    status, _, complaint = enter("nothing\n", *line, program=WINDOW, **environ)
    assert (status, "56 characters" in complaint) == (1, True)
    assert len(service.requests) == 1
    line = ("--credential-stdin", "--lang", "en")
    status, out, complaint = enter(CREDENTIAL, *line, program=WINDOW, **environ)
    assert (status, out, "--service" in complaint) == (2, "", True), "training asks for none"


@pytest.mark.parametrize("kind", ["HangingRing", "LockedRing"])
def test_a_keyring_that_is_locked_or_hangs_is_told_in_time(shell: Any, kind: str) -> None:
    where = ("--service", "https://a.example", "--lang", "en")
    done = shell("credential", "check", *where, PYTHON_KEYRING_BACKEND=f"tests.cli.rings.{kind}")
    assert (done.status, done.out) == (1, "")
    assert "locked or does not answer" in done.complaint


def test_a_service_that_is_not_there_is_told(shell: Any, enter: Told, ring: dict[str, str]) -> None:
    with refusing_port() as port:
        address = f"http://127.0.0.1:{port}"
        enter(CREDENTIAL, "--service", address, **ring)
        done = shell("credential", "check", "--service", address, "--lang", "en", **ring)
    assert done.status == 1
    assert "cannot be reached" in done.complaint


def test_a_credential_never_stands_on_the_command_line(told: Told) -> None:
    done = told("credential", "set", CREDENTIAL, "--service", "https://a.example")
    assert (done.status, done.out) == (2, "")
    assert "unrecognized arguments" in done.complaint


@pytest.mark.parametrize("service", [(), ("--service", "simulator")])
def test_the_service_has_to_be_named(told: Told, service: tuple[str, ...]) -> None:
    done = told("credential", "check", "--lang", "en", *service)
    assert done.status == 2
    assert "--service https://" in done.complaint


@pytest.mark.skipif(sys.platform == "win32", reason="a console's processes end without a word")
def test_what_an_administrator_hands_out_opens_the_service_until_it_is_revoked(
    shell: Any, enter: Told, ring: dict[str, str], tmp_path: Path
) -> None:
    folder = ("--data-dir", tmp_path / "service")
    assert shell("admin", "secrets", "init", *folder).status == 0
    issued = shell("admin", "credential", "issue", "--kind", "desk", "--label", "1", *folder)
    [text] = re.findall(CREDENTIAL_SHAPE, issued.out)
    with served(shell, "--require-credential", *folder) as address:
        where = ("--service", address, "--lang", "en")
        assert enter(text, *where, **ring)[0] == 0
        good = shell("credential", "check", *where, **ring)
        assert (good.status, good.complaint) == (0, "")
        assert shell("admin", "credential", "revoke", text[:12], *folder).status == 0
        refused = shell("credential", "check", *where, **ring)
    assert refused.status == 1
    assert "does not accept this computer's credential" in refused.complaint
