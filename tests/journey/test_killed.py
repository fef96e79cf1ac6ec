"""A program that is killed in the middle leaves nothing of the person, and loses nothing."""

import os
import shutil
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator.service import open_simulator
from tests.journey.conftest import OpenWindow
from tests.journey.room import Room, until
from tests.journey.steps import (
    CONTINUE,
    PASSWORD,
    Person,
    activate,
    jordanian_identity,
    jordanians,
    local_phone,
    register,
    send_the_rest,
    sign_in,
)
from tests.journey.window import Window, simulator
from tests.ui.gate import Ask, Gate, open_gate, whole

KNOWN = ("name", "national_number", "card_number", "relative_national_number", "phone", "email")


@pytest.fixture
def gate(made_simulator: Path, tmp_path: Path) -> Iterator[Gate]:
    """A service elsewhere, over the network."""
    folder = Path(shutil.copytree(made_simulator, tmp_path / "elsewhere"))
    service = open_simulator(folder, 0, 0)
    with open_gate(service, folder) as gate:
        yield gate
    service.close()


def unanswered(connection: socket.socket, ask: Ask, stop: threading.Event) -> None:
    """Let a registration arrive, and its answer not."""
    if ask.line == "POST /v1/registrations":
        ask()
        stop.wait(60)
    else:
        whole(connection, ask, stop)


def traces(person: Person, *folders: Path) -> list[str]:
    """Return what of a person is found in files of these folders."""
    said = [value for key, value in person.items() if key in KNOWN and value]
    wanted = [*said, PASSWORD, local_phone(person), local_phone(person)[1:]]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    return [
        f"{value} in {path}"
        for path in files
        for value in wanted
        if value.encode() in (data := path.read_bytes()) or value.encode("utf-16-le") in data
    ]


def kill(window: Window) -> None:
    os.kill(window.process.pid, signal.SIGKILL)
    assert window.ended(20) == -signal.SIGKILL


def test_sending_again_ends_with_one_account_and_no_trace(
    open_window: OpenWindow, room: Room, gate: Gate, tmp_path: Path
) -> None:
    person = jordanians(simulator(room, gate.folder, "people"))[0]
    accounts = gate.accounts()
    here = tmp_path / "here"

    def start() -> Window:
        window = open_window("--service", gate.address, "--open", "register", folder=here)
        window.data_dir = gate.folder  # where codes and pictures are told
        window.wait_for("أردني")
        return window

    window = start()
    jordanian_identity(window, person)
    window.press(CONTINUE)
    window.wait_for("طريقة التفعيل")
    gate.way = unanswered
    send_the_rest(window, person)
    until(lambda: window.simulator("messages", "--to", person["phone"]), "the message")
    kill(window)
    assert traces(person, here, room.folder) == []
    assert traces(person, gate.folder), "in training the service shows what it has sent"

    gate.way = whole
    window = start()
    register(window, person)
    activate(window, person["phone"])
    window.press("دخول")
    sign_in(window, person["national_number"], PASSWORD)
    window.see(person["name"])
    assert gate.accounts() == accounts + 1
    kill(window)
    assert traces(person, here, room.folder) == []
