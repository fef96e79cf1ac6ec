"""What the database gives away to whoever copies it."""

import base64
import contextlib
import dataclasses
import hmac
import os
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.policy import HashPolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.engine.context import Secrets
from ssc_desktop.engine.passwords import Hasher
from ssc_desktop.engine.sqlite_file import SqliteFile
from ssc_desktop.server.register import open_register
from ssc_desktop.services.contract import (
    CaptchaKind,
    Channel,
    CodeRequest,
    NewPasswordRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.house import DAUGHTER, PASSWORD, SECRETS, House, on_sqlite

CHEAP = HashPolicy(time_cost=1, memory_cost=8)


def test_no_secret_is_in_the_file_in_clear(house: House) -> None:
    service = house.service()
    picture = service.new_captcha(CaptchaKind.PICTURE)
    alphabet = house.policy.captcha.alphabet
    answer = "".join(alphabet[(house.dice._turn - n) * 7919 % len(alphabet)] for n in range(5))
    sent = house.register(service, idempotency_key="press-of-the-button")
    code = house.last_code()
    letter, _ = service.outgoing.claim(Channel.SMS)
    assert letter is not None
    assert code in letter.text
    assert code not in repr(letter)
    service.outgoing.hand_over(letter)
    service.verify_registration(CodeRequest(sent.flow_id, Secret(code)))
    session = service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD)))
    stored = "\n".join(
        repr(row) for table in schema.metadata.sorted_tables for row in house.rows(table)
    )
    for secret in (PASSWORD, answer, session.token.reveal(), "press-of-the-button"):
        assert secret not in stored
    assert f" {code}،" not in stored
    assert [row.code for row in house.rows(schema.outbox)] == [None]
    assert [row.answer for row in house.rows(schema.captchas)] == [None]
    assert picture.png is not None


def test_a_password_matches_only_under_its_pepper() -> None:
    stored = Hasher(CHEAP, b"a" * 32).hash(PASSWORD)
    assert Hasher(CHEAP, b"a" * 32).matches(stored, PASSWORD)
    assert not Hasher(CHEAP, b"b" * 32).matches(stored, PASSWORD)
    assert not Hasher(CHEAP, b"a" * 32).matches("", PASSWORD)


def test_four_passwords_at_most_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = Hasher(CHEAP, b"a" * 32)
    all_in, done = threading.Barrier(4), threading.Event()
    inside, most = 0, 0
    counting = threading.Lock()

    def verify(_argon: object, _stored: str, _password: bytes) -> bool:
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        if not done.is_set():
            all_in.wait(30)  # four come in together
            done.set()
        with counting:
            inside -= 1
        return True

    monkeypatch.setattr("argon2.PasswordHasher.verify", verify)
    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(lambda _: hasher.matches(hasher.dummy, PASSWORD), range(64)))
    assert most == 4


def test_the_dummy_costs_what_a_real_hash_costs() -> None:
    hasher = Hasher(CHEAP, b"a" * 32)
    real, dummy = hasher.hash(PASSWORD).split("$"), hasher.dummy.split("$")
    assert dummy[:4] == real[:4]
    assert list(map(len, dummy)) == list(map(len, real))
    assert not hasher.matches(hasher.dummy, PASSWORD)
    assert not hasher.is_outdated(hasher.dummy)


def test_a_weaker_hash_is_renewed_at_sign_in(house: House) -> None:
    service = house.service()
    sent = house.register(service)
    service.verify_registration(CodeRequest(sent.flow_id, Secret(house.last_code())))
    house.policy = dataclasses.replace(
        house.policy, hashing=HashPolicy(time_cost=2, memory_cost=16)
    )
    stronger = house.service()
    [before] = house.rows(schema.accounts)
    stronger.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD)))
    [after] = house.rows(schema.accounts)
    assert "$m=8,t=1," in str(before.password_hash)
    assert "$m=16,t=2," in str(after.password_hash)
    stronger.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD)))


def test_the_printed_example_is_refused_where_the_service_says_so(house: House) -> None:
    house.rule = PasswordRule(refuse_printed_example=True)
    service = house.service()
    with pytest.raises(AppError) as caught:
        house.register(service, password=Secret("asdf*1234"))
    assert caught.value.code is ErrorCode.PASSWORD_PRINTED_EXAMPLE
    sent = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    request = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret("1234*asdf"))
    with pytest.raises(AppError) as caught:
        service.finish_reset(request)
    assert caught.value.code is ErrorCode.PASSWORD_PRINTED_EXAMPLE


def test_what_a_real_service_draws_comes_from_the_operating_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, numbers = set[bytes](), set[int]()

    def token_bytes(nbytes: int) -> bytes:
        drawn = os.urandom(nbytes)
        texts.add(drawn)
        return drawn

    def randbelow(bound: int) -> int:
        drawn = int.from_bytes(os.urandom(8)) % bound
        numbers.add(drawn)
        return drawn

    monkeypatch.setattr(secrets, "token_bytes", token_bytes)
    monkeypatch.setattr(secrets, "randbelow", randbelow)
    with on_sqlite(tmp_path) as house:
        service = open_register(SqliteFile(house.path), SECRETS, house.policy)
        with contextlib.closing(service):
            sent = house.register(service)
            code = house.last_code()
            service.verify_registration(CodeRequest(sent.flow_id, Secret(code)))
            token = service.sign_in(SignInRequest(DAUGHTER.number, Secret(PASSWORD))).token
    assert int(code) in numbers
    assert bytes.fromhex(sent.flow_id) in texts
    assert len(bytes.fromhex(sent.flow_id)) == 16
    key = base64.urlsafe_b64decode(token.reveal() + "=")
    assert key in texts
    assert len(key) == 32


def test_hashes_are_the_ones_that_are_told() -> None:
    kind, version, costs, salt, digest = Hasher(HashPolicy(), b"a" * 32).dummy.split("$")[1:]
    assert (kind, version, costs) == ("argon2id", "v=19", "m=65536,t=3,p=1")
    assert [len(base64.b64decode(part + "==")) for part in (salt, digest)] == [16, 32]
    told = hmac.new(b"c" * 32, b"\0\0\0\2ab\0\0\0\1c", "sha256").digest()
    assert Secrets(b"p" * 32, b"c" * 32).keyed_hash("ab", "c") == told


def test_keyed_hashes_keep_their_parts_apart() -> None:
    keys = Secrets(b"p" * 32, b"c" * 32)
    assert keys.keyed_hash("ab", "c") != keys.keyed_hash("a", "bc")
    assert keys.keyed_hash("ab", "c") != Secrets(b"p" * 32, b"d" * 32).keyed_hash("ab", "c")
    assert "p" * 8 not in repr(keys)


def test_a_statement_that_fails_names_nobody(house: House) -> None:
    """What is printed of a defect would otherwise show the values of its statement."""
    row = {name: getattr(DAUGHTER, name) for name in schema.persons.c.keys()}  # noqa: SIM118
    with pytest.raises(sa.exc.IntegrityError) as caught, house.database.write() as connection:
        connection.execute(sa.insert(schema.persons), row)
    for value in (DAUGHTER.name, str(DAUGHTER.card_number), str(DAUGHTER.insurance_number)):
        assert value not in str(caught.value)
