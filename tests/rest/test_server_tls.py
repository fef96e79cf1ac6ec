"""The server's own TLS."""

import socket
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.server import serving as serving_module
from ssc_desktop.server.app import Service, create_app
from ssc_desktop.server.serving import Certificate, listen, serving
from tests.certificates import Authority, need_openssl
from tests.contract.backends import PEOPLE, POLICY, SEED


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give nobody the usual time to begin."""
    monkeypatch.setattr(serving_module, "_HEAD_SECONDS", 0.5)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Serve with a certificate."""
    need_openssl()
    files = Authority(tmp_path / "ours").sign("server")
    simulator = open_simulator(tmp_path / "data", PEOPLE, SEED, policy=POLICY)
    service = Service(
        for_source=lambda _source: simulator, is_ready=lambda: True, report=lambda _r, _e: None
    )
    listening = listen("127.0.0.1", 0)
    with serving(create_app(service), listening, Certificate(*files)):
        yield listening.getsockname()[1]
    simulator.close()


def ask(port: int, only: ssl.TLSVersion, ciphers: str = "ALL") -> bytes:
    """Ask for the server's health in one version of TLS, whatever its certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    context.options &= ~(ssl.OP_NO_TLSv1 | ssl.OP_NO_TLSv1_1)
    with warnings.catch_warnings(action="ignore"):
        context.minimum_version = context.maximum_version = only
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as wire,
        context.wrap_socket(wire) as safe,
    ):
        safe.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return safe.recv(64)


def test_old_protocols_are_refused_and_none_is_no_protocol(port: int) -> None:
    for good in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        assert ask(port, good).startswith(b"HTTP/1.1 200 ")
    for old in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        with pytest.raises((ssl.SSLError, ConnectionError)):
            ask(port, old)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert not wire.recv(64).startswith(b"HTTP/")


@pytest.mark.parametrize("said", [b"", b"\x16\x03\x01"], ids=["nothing", "half a greeting"])
def test_a_connection_that_never_becomes_secure_ends(short: None, port: int, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:  # its own would be 60
        wire.sendall(said)
        assert wire.recv(64) == b""


@pytest.mark.parametrize("suites", ["kRSA", "SHA1", "aNULL"])
def test_suites_without_forward_secrecy_or_of_old_digests_are_refused(
    port: int, suites: str
) -> None:
    with pytest.raises((ssl.SSLError, ConnectionError)):
        ask(port, ssl.TLSVersion.TLSv1_2, suites)
    assert ask(port, ssl.TLSVersion.TLSv1_2, "ECDHE+AESGCM").startswith(b"HTTP/1.1 200 ")
