"""A service whose certificate, protocol or handshake is no good, seen in the window."""

import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssc_desktop.backends.rest import LANES
from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Limits, Session
from ssc_desktop.backends.simulator.service import Simulator, open_simulator
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.backend import Backend
from ssc_desktop.services.contract import Language
from tests.certificates import EXPIRED, TO_COME, Authority, need_openssl
from tests.faults.rude import Rude, read_request, reset, rude_server
from tests.ui.conftest import PEOPLE, POLICY, SEED, Clock, OpenDesk
from tests.ui.desk import Desk, tr
from tests.ui.gate import Ask, Gate, open_gate
from tests.ui.steps import to_review
from ui.options import Entry

LIMITS = Limits(connect=1.0, read=5.0, whole=15.0, retries=0)
Greeting = Callable[[socket.socket], socket.socket | None]
UNREACHABLE = E.SERVICE_UNREACHABLE


class Door:
    """Where a service is met over TLS, and how it greets."""

    def __init__(self, gate: Gate, simulator: Simulator, authority: Authority) -> None:
        self.authority = authority
        self.good = self.speaking(authority.sign("good"))
        self.greet = self.good
        self.met = 0
        self.stop = threading.Event()
        self.address = ""
        self.accounts = gate.accounts
        self._gate = gate
        self._simulator = simulator

    def speaking(
        self, files: tuple[Path, Path], newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
    ) -> Greeting:
        """Return the greeting with a certificate, as old-fashioned as it is asked to be."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.load_cert_chain(*files)
        context.options &= ~(ssl.OP_NO_TLSv1 | ssl.OP_NO_TLSv1_1)
        with warnings.catch_warnings(action="ignore"):
            context.minimum_version = min(newest, ssl.TLSVersion.TLSv1_2)
            context.maximum_version = newest
        return lambda connection: context.wrap_socket(connection, server_side=True)

    def silent(self, connection: socket.socket) -> None:
        """Read the client's hello and say nothing."""
        connection.recv(65536)
        self.stop.wait(60)

    def plain(self, connection: socket.socket) -> None:
        """Answer a hello as a server without TLS does."""
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    def cut(self, connection: socket.socket) -> None:
        """Reset the connection in the middle of the handshake."""
        connection.recv(16)
        reset(connection)

    def attend(self, connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        """Greet, and carry the request to the service and its answer back."""
        self.met += 1
        secured = self.greet(connection)
        if secured is not None:
            with secured:
                port = int(self._gate.address.rpartition(":")[2])
                secured.sendall(Ask(read_request(secured), port)())

    def connect(self, _name: str) -> Backend:
        """Open the client of this service."""
        session = Session(self.address, ca_file=self.authority.certificate, limits=LIMITS)
        return Backend(RestAccountService(session), self._simulator.training, LANES)


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, Authority]:
    """Make the one that is trusted, and a stranger."""
    need_openssl()
    folder = tmp_path_factory.mktemp("tls")
    return Authority(folder / "ours"), Authority(folder / "another")


@pytest.fixture
def door(folder: Path, clock: Clock, authorities: tuple[Authority, Authority]) -> Iterator[Door]:
    """Let this test's simulator be met over TLS."""
    simulator = open_simulator(folder, PEOPLE, SEED, policy=POLICY, clock=clock.now)
    with open_gate(simulator, folder) as gate:
        door = Door(gate, simulator, authorities[0])
        with rude_server(door.attend) as rude:
            door.address = rude.address.replace("http:", "https:")
            yield door
            door.stop.set()
    simulator.close()


def send(desk: Desk, door: Door) -> None:
    """Press the page's button, and wait until the call has ended."""
    met = door.met
    desk.primary().click()
    desk.until(lambda: door.met > met, "a call")
    desk.until(lambda: desk.primary().isEnabled(), "an answer")


def test_a_registration_waits_until_the_service_can_be_trusted(
    open_desk: OpenDesk,
    language: Language,
    door: Door,
    authorities: tuple[Authority, Authority],
) -> None:
    ours, stranger = authorities
    itself = (stranger.certificate, stranger.certificate.with_suffix(".key"))
    greetings: dict[str, tuple[Greeting, E]] = {
        "expired": (door.speaking(ours.sign("expired", dates=EXPIRED)), E.CLIENT_CLOCK),
        "not yet valid": (door.speaking(ours.sign("to-come", dates=TO_COME)), E.CLIENT_CLOCK),
        "wrong host": (door.speaking(ours.sign("host", names="DNS:other.example")), UNREACHABLE),
        "self-signed": (door.speaking(itself), UNREACHABLE),
        "wrong authority": (door.speaking(stranger.sign("good")), UNREACHABLE),
        "weak key": (door.speaking(ours.sign("weak", bits=1024)), UNREACHABLE),
        "old": (door.speaking(ours.sign("old"), ssl.TLSVersion.TLSv1_1), UNREACHABLE),
        "no TLS": (door.plain, UNREACHABLE),
        "reset": (door.cut, UNREACHABLE),
        "stalled": (door.silent, UNREACHABLE),
    }
    desk = open_desk(language, entry=Entry.REGISTER, backend=door.connect, service=door.address)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    person, before = desk.person(), door.accounts()
    to_review(desk, person)
    picture = desk.text(F.CAPTCHA)
    review = {text for text in desk.texts() if "\u2066" in text}
    for name, (greeting, code) in greetings.items():
        door.greet = greeting
        send(desk, door)
        desk.see_sentence(code)
        assert desk.focus() is desk.summary(), name
        assert desk.text(F.CAPTCHA) == picture, name
        assert review <= set(desk.texts()), name
    door.greet = door.good
    desk.primary().click()
    desk.until(lambda: desk.has(F.CODE), "the code page")
    desk.fill(F.CODE, desk.last_code(person.phone))
    desk.button(tr("steps", "OK")).click()
    desk.see(tr("endings", "Registration is complete"))
    assert door.accounts() == before + 1


def test_a_handshake_that_hangs_can_be_left(
    open_desk: OpenDesk, language: Language, door: Door
) -> None:
    desk = open_desk(language, entry=Entry.SIGN_IN, backend=door.connect, service=door.address)
    desk.until(lambda: desk.has(F.SIGN_IN_ID), "the first page")
    desk.fill(F.SIGN_IN_ID, "9901900001")
    desk.fill(F.CURRENT_PASSWORD, "Qarib#6183")
    door.greet = door.silent
    desk.button(tr("steps", "Sign in")).click()
    desk.see(tr("ActionBar", "One moment, please…"))
    desk.button(tr("ActionBar", "Cancel")).click()
    desk.until(lambda: desk.offers(tr("JourneyShell", "Cancel and erase")), "the question")
    desk.button(tr("JourneyShell", "Cancel and erase")).click()
    desk.see(tr("StartPage", "Welcome"))
