"""`admin` as those use it who run a service."""

import contextlib
import os
import re
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from ssc_desktop.services.operations import CREDENTIAL_HEADER, CREDENTIAL_SHAPE
from tests.cli.test_serve import served

NOBODY = "9999999999"
Admin = Callable[..., Any]


@pytest.fixture
def admin(told: Any, tmp_path: Path) -> Admin:
    """Run an administrator's command on a service that has its secrets."""
    folder = tmp_path / "service"
    assert told("admin", "secrets", "init", "--data-dir", folder).status == 0
    return lambda *words: told("admin", *words, "--data-dir", folder, "--lang", "en")


def issue(admin: Admin, *words: str) -> str:
    """Issue a credential and return its text."""
    done = admin("credential", "issue", *words)
    assert done.status == 0, done.complaint
    [text] = re.findall(rf"^{CREDENTIAL_SHAPE}$", done.out, re.MULTILINE)
    return str(text)


# ------------------------------------------------------------------ secrets


def test_secrets_are_made_for_the_service_alone(told: Any, tmp_path: Path) -> None:
    file = tmp_path / "new" / "place" / "secrets"
    done = told("admin", "secrets", "init", "--file", file, "--lang", "en")
    assert (done.status, str(file) in done.out) == (0, True)
    assert file.stat().st_size == 64
    assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600
    made = file.read_bytes()
    again = told("admin", "secrets", "init", "--file", file, "--lang", "en")
    assert (again.status, again.out) == (1, "")
    assert "left as it is" in again.complaint
    assert file.read_bytes() == made


@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")
def test_secrets_that_cannot_be_made(told: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "below", Path("/dev/null/below")):
        done = told("admin", "secrets", "init", "--file", place, "--lang", "en")
        assert (done.status, done.out) == (1, "")
        assert "could not be made" in done.complaint


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_secrets_that_find_no_room_leave_nothing_behind(told: Any, tmp_path: Path) -> None:
    import resource

    file = tmp_path / "secrets"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        full = told("admin", "secrets", "init", "--file", file, "--lang", "en")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (full.status, full.out) == (1, "")
    assert "could not be made" in full.complaint
    assert told("admin", "secrets", "init", "--file", file).status == 0
    assert file.stat().st_size == 64


def test_a_service_without_secrets_names_the_command(told: Any, tmp_path: Path) -> None:
    for words in (("serve", "--port", "0"), ("admin", "credential", "list")):
        for language in ("ar", "en"):
            done = told(*words, "--data-dir", tmp_path, "--lang", language)
            assert done.status == 1
            assert "ssc-desktop admin secrets init" in done.complaint
    assert list(tmp_path.glob("*.sqlite")) == []


# ------------------------------------------------------------------ credentials


def test_credentials_are_listed_without_their_secrets(admin: Admin) -> None:
    assert "No credential" in admin("credential", "list").out
    first = issue(admin, "--kind", "desk", "--label", "فرع إربد، شباك 3")
    second = issue(admin, "--kind", "terminal", "--label", "Irbid hall")
    assert admin("credential", "revoke", first[:12]).status == 0
    listed = admin("credential", "list", "--json")
    assert [(c["id"], c["kind"], c["label"]) for c in listed.json] == [
        (first[:12], "desk", "فرع إربد، شباك 3"),
        (second[:12], "terminal", "Irbid hall"),
    ]
    keys = {"id", "kind", "label", "issued_at", "revoked_at", "last_used_at"}
    assert all(set(c) == keys for c in listed.json)
    assert listed.json[0]["revoked_at"] >= listed.json[0]["issued_at"]
    assert listed.json[1]["revoked_at"] is None
    printed = admin("credential", "list").out
    assert "Irbid hall" in printed
    for text in (first, second):
        assert text[13:] not in listed.out + printed


def test_what_is_put_wrongly_is_told_in_one_line(admin: Admin) -> None:
    for words, complaint in (
        (("credential", "revoke", "0" * 12), "no credential"),
        (("credential", "revoke", "x"), "12 hexadecimal digits"),
        (("credential", "issue", "--kind", "desk"), "--label"),
        (("credential", "issue", "--kind", "branch", "--label", "x"), "--kind"),
        (("credential", "issue", "--kind", "desk", "--label", " "), "--label"),
        (("credential", "issue", "--kind", "desk", "--label", "x" * 81), "--label"),
        (("credential", "issue", "--kind", "desk", "--label", "two\nlines"), "--label"),
        (("reopen", NOBODY), "--purpose"),
        (("reopen", NOBODY, "--purpose", "notice"), "--purpose"),
        (("reopen", "12", "--purpose", "reset"), "10 digits"),
        (("reopen", NOBODY, "--purpose", "reset"), "hold nobody"),
        (("cancel-hold", NOBODY), "Nothing is waiting"),
        (("cancel-hold", "abc"), "10 digits"),
        (("credential", "list", "--database-url", "nothing"), "--database-url"),
        (("secrets",), "WHAT"),
        (("close",), "WHAT"),
    ):
        done = admin(*words)
        assert (done.status != 0, done.out) == (True, ""), words
        assert complaint in done.complaint, words


def test_a_database_that_is_busy_is_called_by_its_name(admin: Admin, tmp_path: Path) -> None:
    issue(admin, "--kind", "desk", "--label", "1")
    file = tmp_path / "service" / "server.sqlite"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = admin("credential", "issue", "--kind", "desk", "--label", "2")
    assert done.status == 1
    assert f"The database {file}" in done.complaint


def test_what_a_database_is_called_by_holds_no_password(admin: Admin) -> None:
    url = "postgresql://u:secret1@127.0.0.1:1/db?password=secret2&connect_timeout=1"
    done = admin("credential", "list", "--database-url", url)
    assert done.status == 1
    assert "127.0.0.1:1/db" in done.complaint
    assert "secret" not in done.complaint


def test_secrets_of_another_service_are_refused(admin: Admin, tmp_path: Path) -> None:
    issue(admin, "--kind", "desk", "--label", "1")
    other = tmp_path / "other.key"
    other.write_bytes(os.urandom(64))
    other.chmod(0o600)
    done = admin("credential", "list", "--secrets-file", str(other))
    assert (done.status, done.out) == (1, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a console's processes end without a word")
def test_a_credential_opens_a_service_that_asks_for_one(shell: Any, tmp_path: Path) -> None:
    folder = ("--data-dir", tmp_path)
    assert shell("admin", "secrets", "init", *folder).status == 0
    issued = shell("admin", "credential", "issue", "--kind", "desk", "--label", "1", *folder)
    [text] = re.findall(CREDENTIAL_SHAPE, issued.out)
    with served(shell, "--require-credential", "--hold-hours", "24", *folder) as address:

        def ask(**headers: str) -> int:
            body = {"kind": "question"}
            answer = requests.post(f"{address}/v1/captchas", json=body, headers=headers, timeout=20)
            return answer.status_code

        assert ask() == 401
        assert ask(**{CREDENTIAL_HEADER: text}) == 201
        assert shell("admin", "credential", "revoke", text[:12], *folder).status == 0
        assert ask(**{CREDENTIAL_HEADER: text}) == 401
