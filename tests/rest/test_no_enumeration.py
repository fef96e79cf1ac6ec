"""Nobody learns from an answer who has an account: all are alike, byte by byte."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from ssc_desktop.engine import schema
from tests.contract.citizens import number_of
from tests.rest.conftest import Served

IDS = re.compile(rb'(?<=")[0-9a-f]{32}(?=")')
Numbers = dict[str, str]


@pytest.fixture
def numbers(served: Served) -> Numbers:
    """Return a number with an account, a locked one, a deleted one, and two without."""
    town = served.town
    known, locked, deleted = (town.citizen() for _ in range(3))
    for person in (known, locked, deleted):
        town.activate(person)
    for _ in range(5):
        post(served, "/v1/sessions", sign_in_id=number_of(locked), password="wrong*1234")
    with town.service._context.database.write() as connection:
        of_deleted = schema.accounts.c.number == number_of(deleted)
        connection.execute(sa.delete(schema.accounts).where(of_deleted))
    return {
        "known": number_of(known),
        "locked": number_of(locked),
        "deleted": number_of(deleted),
        "never registered": number_of(town.citizen()),
        "unknown": town.unknown_number(),
    }


@dataclass(frozen=True)
class Answer:
    """All that travels of an answer, its ids taken out."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    size: int
    body: bytes


def post(served: Served, path: str, **body: Any) -> requests.Response:
    headers = {"Idempotency-Key": f"{path}{body}".encode().hex()[-100:]}
    return requests.post(served.address + path, json=body, headers=headers, timeout=20)


def answer_of(response: requests.Response) -> Answer:
    headers = tuple((k, v) for k, v in response.headers.items() if k.lower() != "date")
    body = response.content
    return Answer(response.status_code, response.reason, headers, len(body), IDS.sub(b"*", body))


def assert_alike(numbers: Numbers, ask: Callable[[str], requests.Response]) -> Answer:
    """Ask the same about all numbers, and return the one answer."""
    answers = {who: answer_of(ask(number)) for who, number in numbers.items()}
    first = answers["unknown"]
    assert answers == dict.fromkeys(numbers, first)
    return first


def test_signing_in(served: Served, numbers: Numbers) -> None:
    for turn in range(7):
        told = assert_alike(
            numbers,
            lambda n, t=turn: post(served, "/v1/sessions", sign_in_id=n, password=f"wrong*{t}"),
        )
        assert told.status == 403
        assert b'"signin.refused"' in told.body


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_reset_to_its_end(served: Served, numbers: Numbers, channel: str) -> None:
    flows: dict[str, str] = {}

    def ask(number: str) -> requests.Response:
        told = post(served, "/v1/password-resets", user_id=number, reset_channel=channel)
        flows[number] = told.json()["flow_id"]
        return told

    def finish(number: str, code: str, password: str = "Waha+7264") -> requests.Response:
        path = f"/v1/password-resets/{flows[number]}/completion"
        return post(served, path, code=code, new_password=password)

    def resend(number: str) -> requests.Response:
        return post(served, f"/v1/codes/{flows[number]}/resend", channel=None)

    assert assert_alike(numbers, ask).status == 202
    # A code that happens to be right would be no defect: this one cannot be one.
    right = {m.code for m in served.town.messages()[-10:]}
    wrong = next(str(n).zfill(4) for n in range(10_000) if str(n).zfill(4) not in right)
    for password in ("short", "password@123"):
        assert assert_alike(numbers, lambda n, p=password: finish(n, wrong, p)).status == 422
    for _ in range(2):
        assert b"code.wrong" in assert_alike(numbers, lambda n: finish(n, wrong)).body
    for _ in range(2):
        assert b"code.tries_used" in assert_alike(numbers, lambda n: finish(n, wrong)).body
    assert assert_alike(numbers, resend).status == 429
    served.town.advance(60)
    assert assert_alike(numbers, resend).status == 202


def test_an_inquiry_without_evidence(served: Served, numbers: Numbers) -> None:
    for turn in range(6):
        told = assert_alike(
            numbers,
            lambda n, t=turn: post(
                served,
                "/v1/inquiries",
                nationality="jordanian",
                calling_code="+962",
                phone_number="790000001",
                national_number=n,
                civil_id_number=f"ZZZ0000{t}",
            ),
        )
        assert (b"evidence.mismatch" if turn < 5 else b"evidence.limit") in told.body
