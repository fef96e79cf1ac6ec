"""Gateways as an operator names them, and codes that really leave."""

import re
import secrets
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.backends.rest import open_service
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
    NewPasswordRequest,
    QuestionKind,
    RegistrationRequest,
    ResetRequest,
    SignInRequest,
)
from tests.delivery.conftest import until
from tests.delivery.post_office import mail_server, sms_server
from tests.engine.house import DAUGHTER, FATHER

SMS, MAIL = "--sms-gateway-url", "--smtp-url"
FIRST, SECOND = Secret("Qarib#6183"), Secret("Waha+7264")


def secret_file(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    file.chmod(0o600)
    return file


def picture(service: AccountService) -> CaptchaAnswer:
    made = service.new_captcha(CaptchaKind.QUESTION)
    assert made.question is not None
    is_sum = made.question.kind is QuestionKind.SUM
    answer = sum(made.question.numbers) if is_sum else max(made.question.numbers)
    return CaptchaAnswer(made.id, Secret(str(answer)))


def code_in(text: str) -> Secret:
    found = re.search(r"\b[0-9]{4,8}\b", text)
    assert found
    return Secret(found[0])


def address_in(line: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:[0-9]+", line)
    assert found, line
    return found[0]


@pytest.mark.skipif(sys.platform == "win32", reason="a console's processes end without a word")
def test_codes_leave_by_sms_and_by_mail(shell: Any, tmp_path: Path) -> None:
    keys = secret_file(tmp_path, "server.key", secrets.token_bytes(64))
    opened = open_register(SqliteFile(tmp_path / "server.sqlite"), read_secrets(keys), Policy())
    with opened._context.database.write() as connection:
        population.settle(connection, [FATHER, DAUGHTER], password_hashes={}, now=0.0)
    opened.close()
    with sms_server() as phones, mail_server() as mailboxes:
        gateways = (SMS, f"http://127.0.0.1:{phones.port}/messages")
        gateways += (MAIL, f"smtp://127.0.0.1:{mailboxes.port}", "--smtp-from", "ssc@daman.example")
        process = shell.start(
            *("serve", "--port", "0", "--lang", "en", "--data-dir", tmp_path, *gateways),
            SSC_SMS_GATEWAY_KEY="a-bearer-key",
        )
        with process:
            try:
                service = open_service(address_in(process.stdout.readline()))
                sent = service.register(
                    RegistrationRequest(
                        nationality=Nationality.JORDANIAN,
                        calling_code="+962",
                        phone_number="790000001",
                        email="reem@example.com",
                        activation_channel=Channel.SMS,
                        password=FIRST,
                        national_number=DAUGHTER.number,
                        card_number=DAUGHTER.card_number,
                        relative_national_number=FATHER.number,
                        kinship="1",
                        captcha=picture(service),
                    )
                )
                until(lambda: len(phones.texts) == 1)
                service.verify_registration(CodeRequest(sent.flow_id, code_in(phones.texts[0])))
                sent = service.request_reset(ResetRequest(DAUGHTER.number, Channel.EMAIL))
                until(lambda: len(mailboxes.taken) == 1)
                code = code_in(str(mailboxes.taken[0].message.get_content()))
                service.finish_reset(NewPasswordRequest(sent.flow_id, code, SECOND))
                service.sign_in(SignInRequest(DAUGHTER.number, SECOND))
                until(lambda: (len(phones.texts), len(mailboxes.taken)) == (2, 2))
            finally:
                process.send_signal(signal.SIGTERM)
                out, complaint = process.communicate(timeout=60)
    assert (process.returncode, out, complaint) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a console's processes end without a word")
def test_a_server_without_gateways_says_that_codes_cannot_leave(shell: Any, tmp_path: Path) -> None:
    secret_file(tmp_path, "server.key", secrets.token_bytes(64))
    process = shell.start("serve", "--port", "0", "--lang", "en", "--data-dir", tmp_path)
    with process:
        lines = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0, "asked as soon as it can be"
    assert "Serving at" in lines[0]
    assert "no SMS gateway: no code" in lines[1]
    assert "no mail server: no code" in lines[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((SMS, "http://sms.example/"), "must begin with https://"),
        ((SMS, "ftp://sms.example:21/"), "must begin with https://"),
        ((SMS, "simulator"), "must begin with https://"),
        ((SMS, "https://key@sms.example/"), "must begin with https://"),
        ((SMS, "https://sms.example/?key=1"), "must begin with https://"),
        ((SMS, "https://sms.example:0/"), "must begin with https://"),
        ((SMS, "https://sms.example/"), "SSC_SMS_GATEWAY_KEY"),
        ((SMS, "https://sms.example/", "--sms-gateway-key-file", "no.key"), "no secret"),
        ((MAIL, "smtp://mail.example", "--smtp-from", "a@b.example"), "smtps://user@host:465"),
        ((MAIL, "http://127.0.0.1:25", "--smtp-from", "a@b.example"), "smtps://user@host:465"),
        ((MAIL, "smtps://u:p@mail.example", "--smtp-from", "a@b.example"), "without the password"),
        ((MAIL, "smtps://mail.example/x", "--smtp-from", "a@b.example"), "smtps://user@host:465"),
        ((MAIL, "smtps://mail.example:x", "--smtp-from", "a@b.example"), "smtps://user@host:465"),
        ((MAIL, "smtps://mail.example"), "--smtp-from must be"),
        ((MAIL, "smtps://mail.example", "--smtp-from", "nobody"), "--smtp-from must be"),
        ((MAIL, "smtps://u@mail.example", "--smtp-from", "a@b.example"), "SSC_SMTP_PASSWORD"),
        (("--training", SMS, "https://sms.example/"), "does not go with --training"),
        (("--training", "--smtp-from", "a@b.example"), "does not go with --training"),
    ],
)
def test_what_cannot_be_followed_is_told_in_one_line(
    told: Callable[..., Any], tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    secret_file(tmp_path, "server.key", secrets.token_bytes(64))
    done = told("serve", "--port", "0", "--lang", "en", "--data-dir", tmp_path, *arguments)
    assert (done.status != 0, done.out) == (True, "")
    assert words in done.complaint
    assert "u:p@" not in done.complaint


@pytest.mark.parametrize("data", [b"", b"\n", b"two\nlines", "سر".encode(), b"x" * 1_001])
def test_a_file_that_holds_no_secret_is_refused(
    told: Callable[..., Any], tmp_path: Path, data: bytes
) -> None:
    file = secret_file(tmp_path, "sms.key", data)
    arguments = (SMS, "https://sms.example/", "--sms-gateway-key-file", file)
    done = told("serve", "--lang", "en", "--data-dir", tmp_path, *arguments)
    assert done.status == 1
    assert "is no secret of a gateway" in done.complaint


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_secret_that_others_can_read_is_refused(told: Callable[..., Any], tmp_path: Path) -> None:
    file = secret_file(tmp_path, "sms.key", b"a-bearer-key\n")
    file.chmod(0o640)
    arguments = (SMS, "https://sms.example/", "--sms-gateway-key-file", file)
    done = told("serve", "--lang", "en", "--data-dir", tmp_path, *arguments)
    assert done.status == 1
    assert "chmod 600" in done.complaint


def test_certificates_that_cannot_be_read_are_told(
    told: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_CA_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSC_SMS_GATEWAY_KEY", "a-bearer-key")
    arguments = (SMS, "https://sms.example/")
    done = told("serve", "--lang", "en", "--data-dir", tmp_path, *arguments)
    assert done.status == 1
    assert "none.pem" in done.complaint
