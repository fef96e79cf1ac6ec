"""The printed contract holds: whatever is asked, the server answers as the document says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ssc_desktop.backends.simulator.service import (
    Simulator,
    open_shared_simulator,
    open_simulator,
)
from ssc_desktop.server.app import Service, create_app
from ssc_desktop.server.openapi import document
from ssc_desktop.server.serving import listen, serving
from ssc_desktop.services.operations import OPERATIONS, REFERENCE_DATA
from tests import postgres
from tests.contract.backends import POLICY

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EVERYWHERE = {  # headers of HTTP itself, and those that every answer has
    *("date", "connection", "content-type", "content-length"),
    *("cache-control", "x-content-type-options"),
}


def _on_sqlite(folder: Path) -> Simulator:
    return open_simulator(folder, 20, 1, policy=POLICY)


def _on_postgresql(_folder: Path) -> Simulator:
    store = postgres.store_at(postgres.running().empty())
    return open_shared_simulator(store, 20, 1, policy=POLICY)


@pytest.fixture(
    scope="module", params=[_on_sqlite, pytest.param(_on_postgresql, marks=pytest.mark.long)]
)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    failures: list[str] = []
    simulator = request.param(tmp_path_factory.mktemp("openapi"))
    service = Service(
        simulator.for_source, lambda: True, lambda _, error: failures.append(repr(error))
    )
    listening = listen("127.0.0.1", 0)
    with serving(create_app(service), listening):
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    simulator.close()
    assert failures == []


@pytest.fixture(scope="module")
def schema() -> Any:
    return schemathesis.openapi.from_dict(document())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_answer_is_as_the_document_says(schema: Any, address: str, operation: Any) -> None:
    described = schema[operation.path][operation.method]

    @given(case=described.as_strategy())
    @settings(
        max_examples=40, suppress_health_check=list(HealthCheck), derandomize=True, deadline=None
    )
    def ask(case: Any) -> None:
        response = case.call(base_url=address)
        case.validate_response(response, checks=CHECKS)
        told = operation_of(document(), operation)["responses"]
        described = told.get(str(response.status_code), told["default"])
        assert {h.lower() for h in response.headers} <= EVERYWHERE | {
            h.lower() for h in described.get("headers", {})
        }

    ask()


def operation_of(printed: Any, operation: Any) -> Any:
    return printed["paths"][operation.path][operation.method.lower()]


def test_the_document_names_every_operation() -> None:
    printed = document()
    for operation in OPERATIONS:
        described = operation_of(printed, operation)
        assert described["operationId"] == operation.name
        assert described["summary"].endswith(".")
        names = {p["name"] for p in described["parameters"]}
        assert ("Idempotency-Key" in names) == operation.keyed
        assert ("If-None-Match" in names) == (operation is REFERENCE_DATA)
        assert "Retry-After" in described["responses"]["default"]["headers"]
        assert all(("session" in way) == operation.signed_in for way in described["security"])


def test_signing_in_is_the_one_way_in_and_a_session_alone_changes_nothing() -> None:
    described = [operation_of(document(), operation) for operation in OPERATIONS]
    told = {operation["operationId"]: operation for operation in described}
    with_token = [
        name
        for name, operation in told.items()
        if "#/components/schemas/Session" in json.dumps(operation["responses"])
    ]
    assert with_token == ["sign_in"]
    signed_in = {n for n, o in told.items() if any("session" in w for w in o.get("security", ()))}
    assert signed_in == {"account", "sign_out"}


def test_the_document_is_no_file_of_its_own() -> None:
    root = Path(__file__).resolve().parents[2]
    assert not list(root.glob("docs/openapi*"))
