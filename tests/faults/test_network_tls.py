"""Certificates that must not be trusted, and handshakes that never end."""

import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import certifi
import pytest

from ssc_desktop.backends.rest.diagnosis import Examination
from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Limits, Session
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.services import codec
from ssc_desktop.services.diagnosis import Fault, Finding, Stage, Verdict
from tests import data
from tests.certificates import EXPIRED, TO_COME, Authority, need_openssl
from tests.faults.rude import Rude, read_request, response, rude_server

LIMITS = Limits(connect=1, read=1, whole=3, first_pause=0.01, longest_pause=0.02)
LISTS = response(200, codec.encode(data.reference()))


@pytest.fixture(scope="module", autouse=True)
def openssl_is_there() -> None:
    """Skip where the command is missing."""
    need_openssl()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls") / "ours")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls") / "another")


@contextmanager
def secured(
    files: tuple[Path, Path], *, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
) -> Iterator[Rude]:
    """Serve the lists with a certificate, weaker than ours would where it is asked to be."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(*files)
    if newest < ssl.TLSVersion.TLSv1_2:
        context.options &= ~(ssl.OP_NO_TLSv1 | ssl.OP_NO_TLSv1_1)
    with warnings.catch_warnings(action="ignore"):
        context.minimum_version = min(newest, ssl.TLSVersion.TLSv1_2)
        context.maximum_version = newest

    def behave(connection: socket.socket, rude: Rude, _stop: threading.Event) -> None:
        with context.wrap_socket(connection, server_side=True) as wrapped:
            rude.requests.append(read_request(wrapped))
            wrapped.sendall(LISTS)

    with rude_server(behave) as rude:
        yield rude


def lists(rude: Rude, ca_file: Path | None, host: str = "127.0.0.1") -> object:
    address = f"https://{host}:{rude.port}"
    return RestAccountService(Session(address, ca_file=ca_file, limits=LIMITS)).reference_data()


def is_refused(
    rude: Rude, ca_file: Path | None, code: ErrorCode = ErrorCode.SERVICE_UNREACHABLE
) -> bool:
    """Tell whether nothing at all was sent to a server, and that was told with this code."""
    with pytest.raises(AppError) as caught:
        lists(rude, ca_file)
    return caught.value.code is code and rude.requests == []


def test_a_certificate_of_the_configured_authority_is_trusted(authority: Authority) -> None:
    with secured(authority.sign("good")) as rude:
        for host in ("127.0.0.1", "localhost"):
            assert lists(rude, authority.certificate, host) == data.reference()


def test_a_certificate_that_is_not_good_is_refused(authority: Authority) -> None:
    for name, files in (
        ("wrong host", authority.sign("host", names="DNS:elsewhere.example")),
        ("name only in the subject", authority.sign("subject", names="DNS:service")),
        ("weak key", authority.sign("weak", bits=1024)),
    ):
        with secured(files) as rude:
            assert is_refused(rude, authority.certificate), name


@pytest.mark.parametrize(("name", "dates"), [("expired", EXPIRED), ("to-come", TO_COME)])
def test_a_certificate_of_another_time_points_at_the_clock(
    authority: Authority, name: str, dates: tuple[str, str]
) -> None:
    with secured(authority.sign(name, dates=dates)) as rude:
        assert is_refused(rude, authority.certificate, ErrorCode.CLIENT_CLOCK)


def test_a_stranger_is_refused(authority: Authority, stranger: Authority) -> None:
    with secured(stranger.sign("good")) as rude:
        assert is_refused(rude, authority.certificate)
        assert is_refused(rude, None)  # the system's own trust
    signs_itself = (stranger.certificate, stranger.certificate.with_suffix(".key"))
    with secured(signs_itself) as rude:
        assert is_refused(rude, authority.certificate)


@pytest.mark.parametrize("configured", [True, False])
def test_the_roots_that_requests_brings_along_are_not_trusted(
    authority: Authority,
    stranger: Authority,
    monkeypatch: pytest.MonkeyPatch,
    configured: bool,
) -> None:
    # The stranger stands for a public root that the system, or the bundle, does not have.
    path = str(stranger.certificate)
    monkeypatch.setattr(certifi, "where", lambda: path)
    monkeypatch.setattr("requests.certs.where", lambda: path)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", path)
    monkeypatch.setenv("CURL_CA_BUNDLE", path)
    with secured(stranger.sign("public")) as rude:
        assert is_refused(rude, authority.certificate if configured else None)


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_an_old_protocol_is_refused(authority: Authority, newest: ssl.TLSVersion) -> None:
    with secured(authority.sign(f"old-{newest.name}"), newest=newest) as rude:
        assert is_refused(rude, authority.certificate)


def test_tls_1_2_is_new_enough(authority: Authority) -> None:
    with secured(authority.sign("tls12"), newest=ssl.TLSVersion.TLSv1_2) as rude:
        assert lists(rude, authority.certificate) == data.reference()


@pytest.mark.parametrize("how", ["silent", "closed", "plain"])
def test_a_handshake_that_comes_to_nothing_sends_nothing(authority: Authority, how: str) -> None:
    def behave(connection: socket.socket, rude: Rude, stop: threading.Event) -> None:
        connection.recv(65536)
        if how == "silent":
            stop.wait(10)
        elif how == "plain":
            connection.sendall(LISTS)

    with rude_server(behave) as rude:
        assert is_refused(rude, authority.certificate)


def test_a_file_without_certificates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("nothing\n")
    for name in ("none.pem", "missing.pem"):
        with pytest.raises(OSError):  # noqa: PT011 - of both kinds, ssl's and the file's
            Session("https://service.example", ca_file=tmp_path / name)


def test_the_connection_check_tells_what_is_wrong_with_a_certificate(
    authority: Authority, stranger: Authority
) -> None:
    for name, files, fault in (
        ("dated", authority.sign("dated", dates=EXPIRED), Fault.CERTIFICATE_DATE),
        ("early", authority.sign("early", dates=TO_COME), Fault.CERTIFICATE_DATE),
        ("name", authority.sign("name", names="DNS:other.example"), Fault.CERTIFICATE_HOST),
        ("trust", stranger.sign("trust"), Fault.CERTIFICATE_TRUST),
        ("good", authority.sign("fine"), None),
    ):
        with secured(files) as rude:
            found = examined(rude, authority.certificate)
        assert found[Stage.CONNECTION].verdict is Verdict.FINE, name
        assert found[Stage.TLS].fault is fault, name
        assert (found[Stage.SERVICE].verdict is Verdict.SKIPPED) is (fault is not None), name

    def closed(connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        connection.recv(65536)

    with rude_server(closed) as rude:
        assert examined(rude, authority.certificate)[Stage.TLS].fault is Fault.NOT_SECURED


def examined(rude: Rude, ca_file: Path) -> dict[Stage, Finding]:
    session = Session(f"https://127.0.0.1:{rude.port}", ca_file=ca_file, limits=LIMITS)
    findings = Examination(RestAccountService(session)).examine()
    return {finding.stage: finding for finding in findings}
