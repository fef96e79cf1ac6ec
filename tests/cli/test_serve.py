"""`serve` and `openapi` as an operator uses them."""

import contextlib
import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.backends.rest import open_service
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import (
    CaptchaAnswer,
    CaptchaKind,
    Channel,
    CodeRequest,
    RegistrationRequest,
    SignInRequest,
)

PASSWORD = Secret("Qarib#6183")


@contextlib.contextmanager
def served(shell: Any, *arguments: str | Path) -> Iterator[str]:
    """Start a server on a free port, and ask it to end afterwards."""
    process = shell.start("serve", "--port", "0", "--lang", "en", *arguments)
    with process:
        try:
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:[0-9]+", line)
            assert found, line + process.stderr.read()
            yield found[0]
        finally:
            process.send_signal(signal.SIGTERM)
            _, complaint = process.communicate(timeout=30)
    assert (process.returncode, complaint) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a console's processes end without a word")
def test_a_training_server_and_the_simulator_commands_share_a_folder(
    shell: Any, tmp_path: Path
) -> None:
    folder = ("--data-dir", tmp_path)
    shell("simulator", "reset", "--people", "30", *folder)
    with served(shell, "--training", *folder) as address:
        service = open_service(address)
        query = ("--unregistered", "--kind", "jordanian", "--limit", "1", "--json")
        person = shell("simulator", "people", *query, *folder).json[0]
        picture = service.new_captcha(CaptchaKind.PICTURE)
        seen = shell("simulator", "captcha", "--json", *folder).json
        assert seen["id"] == picture.id
        sent = service.register(
            RegistrationRequest(
                nationality=Nationality.JORDANIAN,
                calling_code="+962",
                phone_number=person["phone"].removeprefix("+962"),
                activation_channel=Channel.SMS,
                password=PASSWORD,
                national_number=person["national_number"],
                card_number=person["card_number"],
                relative_national_number=person["relative_national_number"],
                kinship=person["kinship_code"],
                captcha=CaptchaAnswer(picture.id, Secret(seen["text"])),
            )
        )
        message = shell("simulator", "messages", "--last", "--json", *folder).json[0]
        assert message["to"] == person["phone"]
        service.verify_registration(CodeRequest(sent.flow_id, Secret(message["code"])))
        session = service.sign_in(SignInRequest(person["national_number"], PASSWORD))
        assert service.account(session.token).name == person["name"]


@pytest.mark.skipif(sys.platform == "win32", reason="a console's processes end without a word")
def test_a_server_outside_training_keeps_a_database_of_its_own(shell: Any, tmp_path: Path) -> None:
    key = tmp_path / "server.key"
    key.write_bytes(os.urandom(64))
    key.chmod(0o600)
    database = tmp_path / "kept" / "people.sqlite"
    arguments = ("--data-dir", tmp_path, "--database-url", f"sqlite:///{database}")
    for chosen, length in (((), 4), (("--code-length", "6"), 6)):
        with served(shell, *arguments, *chosen) as address:
            told = open_service(address).reference_data()
            assert told.password_rule.refuse_printed_example
            assert told.code_length == length
    assert database.stat().st_mode & 0o777 == 0o600
    key.write_bytes(os.urandom(64))
    assert "damaged" in shell("serve", "--lang", "en", *arguments).complaint


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Unix")
def test_more_connections_than_the_system_allows_are_told_of_once(
    shell: Any, tmp_path: Path
) -> None:
    import resource

    ours = resource.getrlimit(resource.RLIMIT_NOFILE)
    process = shell.start(
        "serve", "--port", "0", "--lang", "en", "--training", "--data-dir", tmp_path
    )
    with process, contextlib.ExitStack() as lines:
        try:
            found = re.search(r"127\.0\.0\.1:([0-9]+)", process.stdout.readline())
            assert found
            port = int(found[1])
            service = open_service(f"http://127.0.0.1:{port}")
            assert service.reference_data()  # by now it has asked for the files it needs
            resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (64, ours[1]))
            for _ in range(100):
                lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            told = process.stderr.readline()
            lines.close()
            assert service.reference_data()
        finally:
            process.send_signal(signal.SIGTERM)
            _, more = process.communicate(timeout=30)
    assert (process.returncode, told) == (0, "connections: no more can be taken (EMFILE)\n")
    assert more == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--training", "--host", "0.0.0.0"), "without TLS"),
        (("--training", "--host", "service.example"), "without TLS"),
        (("--training", "--workers", "2"), "--workers is 1"),
        (("--training", "--tls-cert", "x.pem"), "go together"),
        (("--training", "--database-url", "sqlite:///x"), "needs PostgreSQL"),
        (("--training", "--minimum-client", "new"), "version like 1.4"),
        (("--training", "--tls-cert", "no.pem", "--tls-key", "no.pem"), "certificate"),
        (("--training", "--code-length", "6"), "--code-length"),
        (("--training", "--hold-hours", "24"), "--hold-hours"),
        (("--training", "--require-credential"), "--require-credential does not go with"),
        (("--code-length", "3"), "from 4 to 8"),
        (("--code-length", "9"), "from 4 to 8"),
        (("--hold-hours", "-1"), "from 0 to 720"),
        ((), "secrets file of 64 random bytes"),
        (("--secrets-file", "pyproject.toml"), "secrets file of 64 random bytes"),
        (("--database-url", "mysql://x"), "sqlite:///FILE or postgresql://"),
        (("--database-url", "sqlite:///:memory:"), "sqlite:///FILE or postgresql://"),
        (("--database-url", "sqlite:///x.sqlite?mode=ro"), "sqlite:///FILE or postgresql://"),
        (("--training", "--database-url", "postgresql://x@127.0.0.1:1/y"), "cannot be reached"),
        (("--database-url", "postgresql://x@127.0.0.1:1/y?x=y"), "sqlite:///FILE or postgresql://"),
    ],
)
def test_what_must_not_be_served_is_told_in_one_line(
    shell: Any, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = shell("serve", "--port", "0", "--lang", "en", "--data-dir", tmp_path, *arguments)
    assert (done.status != 0, done.out) == (True, "")
    assert words in done.complaint


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_secrets_file_that_others_can_read_is_refused(shell: Any, tmp_path: Path) -> None:
    key = tmp_path / "server.key"
    key.write_bytes(os.urandom(64))
    key.chmod(0o644)
    done = shell("serve", "--lang", "en", "--data-dir", tmp_path)
    assert done.status == 1
    assert "chmod 600" in done.complaint


def test_the_contract_is_printed(shell: Any) -> None:
    document = shell("openapi").json
    assert document["openapi"] == "3.1.0"
    assert "/v1/registrations/{flow}/verification" in document["paths"]
