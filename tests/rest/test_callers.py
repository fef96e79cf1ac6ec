"""Who calls: an address, or a desk or terminal that shows its credential."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from ssc_desktop.backends.simulator.service import Simulator, open_simulator
from ssc_desktop.engine import credentials
from ssc_desktop.engine.context import CallerKind
from ssc_desktop.server.app import Service, create_app, source_of
from ssc_desktop.server.openapi import document
from ssc_desktop.server.serving import listen, serving
from ssc_desktop.services.operations import CREDENTIAL_HEADER, OPERATIONS
from tests.contract.backends import PEOPLE, POLICY, SEED, Clock


@dataclass
class Counter:
    """A server that knows some credentials; `required` refuses whoever has none."""

    address: str
    simulator: Simulator

    def issue(self, kind: CallerKind) -> str:
        context = self.simulator._context
        with context.database.write() as connection:
            return credentials.issue(context, connection, kind, "").reveal()

    def revoke(self, text: str) -> None:
        context = self.simulator._context
        with context.database.write() as connection:
            credentials.revoke(context, connection, text.partition(".")[0])

    def ask(self, method: str, path: str, shown: str | None) -> requests.Response:
        headers = {} if shown is None else {CREDENTIAL_HEADER: shown}
        body = None if method == "GET" else {"kind": "question"}
        return requests.request(method, self.address + path, json=body, headers=headers, timeout=20)


@pytest.fixture(params=[False, True], ids=["optional", "required"])
def required(request: pytest.FixtureRequest) -> bool:
    """Tell whether the server answers registered callers only."""
    return bool(request.param)


@pytest.fixture
def counter(required: bool, tmp_path: Path) -> Iterator[Counter]:
    """Serve a simulator that knows desks and terminals."""
    simulator = open_simulator(tmp_path, PEOPLE, SEED, policy=POLICY, clock=Clock())
    failures: list[str] = []
    service = Service(
        for_source=simulator.for_source,
        is_ready=lambda: True,
        report=lambda _, error: failures.append(repr(error)),
        for_credential=simulator.for_credential,
        credential_required=required,
    )
    listening = listen("127.0.0.1", 0)
    with serving(create_app(service), listening):
        yield Counter(f"http://127.0.0.1:{listening.getsockname()[1]}", simulator)
    simulator.close()
    assert failures == []


@pytest.mark.parametrize("kind", list(CallerKind))
def test_a_good_credential_is_answered(counter: Counter, kind: CallerKind) -> None:
    assert counter.ask("POST", "/v1/captchas", counter.issue(kind)).status_code == 201


def test_a_wrong_or_revoked_credential_is_refused(counter: Counter) -> None:
    revoked = counter.issue(CallerKind.DESK)
    counter.revoke(revoked)
    unknown = "0" * 12 + "." + "A" * 43
    for shown in ("", "x", unknown, revoked):
        refused = counter.ask("POST", "/v1/captchas", shown)
        assert (refused.status_code, refused.json()["code"]) == (401, "credential.refused")
        assert refused.headers["WWW-Authenticate"] == CREDENTIAL_HEADER


def test_without_a_credential_it_depends_on_the_server(counter: Counter, required: bool) -> None:
    told = counter.ask("POST", "/v1/captchas", None)
    assert told.status_code == (401 if required else 201)
    if required:
        assert told.json()["code"] == "credential.required"


def test_lists_and_probes_are_open_to_all(counter: Counter) -> None:
    good = counter.issue(CallerKind.DESK)
    for path in ("/health", "/ready", "/v1/reference-data"):
        for shown in (None, good):
            assert counter.ask("GET", path, shown).status_code == 200
    refused = counter.ask("GET", "/v1/reference-data", "x")  # so that a credential can be tried
    assert (refused.status_code, refused.json()["code"]) == (401, "credential.refused")


def test_the_document_tells_of_the_credential() -> None:
    printed = document()
    scheme = printed["components"]["securitySchemes"]["credential"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == (
        "apiKey",
        "header",
        CREDENTIAL_HEADER,
    )
    for operation in OPERATIONS:
        described = printed["paths"][operation.path][operation.method.lower()]
        assert [("credential" in way) for way in described["security"]] == [False, True]


@pytest.mark.parametrize(
    ("host", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_neighbours_in_one_network_are_one_source(host: str, source: str) -> None:
    assert source_of(host) == source


def test_an_address_that_a_header_claims_is_not_believed(tmp_path: Path) -> None:
    simulator, sources = open_simulator(tmp_path, PEOPLE, SEED, policy=POLICY), list[str]()

    def for_source(source: str) -> Simulator:
        sources.append(source)
        return simulator

    app = create_app(
        Service(for_source=for_source, is_ready=lambda: True, report=lambda _r, _e: None)
    )
    listening = listen("127.0.0.1", 0)
    claims = {
        "X-Forwarded-For": "192.0.2.7",
        "X-Real-IP": "192.0.2.7",
        "Forwarded": "for=192.0.2.7",
    }
    with serving(app, listening):
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        assert requests.get(f"{address}/v1/reference-data", headers=claims, timeout=20).ok
    simulator.close()
    assert sources == ["127.0.0.1"]
