"""Windows that are closed while something is under way, and windows beside each other."""

import socket
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from ssc_desktop.services import codec
from tests import data
from tests.faults.rude import Rude, drip, read_request, response, rude_server
from tests.journey.conftest import OpenWindow
from tests.journey.room import until
from tests.journey.steps import activate, foreigners, inquire, jordanians, register
from tests.journey.window import Window

SOON = 13.0  # seconds; a window that waited for its service would need 20


def tell_lists_only(connection: socket.socket, rude: Rude, stop: threading.Event) -> None:
    """Answer what a window asks for when it opens, and nothing else before the end of all time."""
    rude.requests.append(read_request(connection))
    if b"/reference" in rude.requests[-1].splitlines()[0]:
        connection.sendall(response(200, codec.encode(data.reference())))
    else:
        drip(connection, response(200, b"{}" + b" " * 10_000), stop)


def close(window: Window) -> None:
    """Close the window that has the keyboard, as its owner does: once more if nothing happens."""
    until(lambda: _is_active(window), "the window that has the keyboard")
    for _press in range(5):
        window.room.keys("key", "alt+F4")
        # A window manager on a busy machine can miss a key.
        with suppress(AssertionError):
            until(lambda: not _is_active(window), "the window to close", patience=5)
            return


def _is_active(window: Window) -> bool:
    """Ask the window manager, which takes its time after the window has got the keyboard."""
    asked = ["xdotool", "getactivewindow", "getwindowpid"]
    said = subprocess.run(asked, env=window.room.environ, capture_output=True, check=False)
    return said.stdout.strip() == str(window.process.pid).encode()


def test_closing_does_not_wait_for_a_busy_service(open_window: OpenWindow) -> None:
    with rude_server(tell_lists_only) as rude:
        window = open_window("--open", "login", "--service", rude.address)
        window.focus_on("رمز الدخول")
        window.fill("رمز الدخول", "9901900001")
        window.fill("كلمة السر", "Sahel*7351")
        window.press("دخول")
        window.see("يرجى الانتظار لحظة")
        close(window)
        assert window.ended(SOON) == 0
        assert not window.said_itself()
        assert b"/v1/sessions" in rude.requests[-1]


def test_closing_while_the_people_are_made_leaves_nothing_half_done(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "first-start"
    window = open_window(folder=folder)
    window.focus_on("الدخول إلى الخدمات الإلكترونية")
    close(window)
    assert window.ended(60) == 0
    again = open_window("--open", "login", folder=folder)
    again.focus_on("رمز الدخول")
    assert again.simulator("people", "--unregistered")


@pytest.mark.long
def test_two_windows_share_one_simulator(
    open_window: OpenWindow, people: list[dict[str, str]]
) -> None:
    newcomer = foreigners(people)[0]
    insured = jordanians(people, insured=True)[0]
    one = open_window("--open", "register")
    two = open_window("--open", "inquiry")
    inquire(two, insured)
    register(one, newcomer, by_email=True)
    activate(two, insured["phone"])
    two.see(insured["insurance_number"])
    activate(one, newcomer["email"])
    one.wait_for("دخول")
