"""What is imported beside the window gives way to it, and never for longer than it may."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from ssc_desktop.services.backend import Backend
from tests.ui.desk import PATIENCE_MS
from ui import courtesy
from ui.tasks import Tasks

MODULES = [f"imported_beside_{number}" for number in range(5)]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of modules, each of which imports the next."""
    for module, following in zip(MODULES, [*MODULES[1:], "builtins"], strict=True):
        source = f"import time\ntime.sleep(0.005)\nimport {following}\n"
        (tmp_path / f"{module}.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for module in MODULES:
        sys.modules.pop(module, None)


def lane_that_imports(began: threading.Event) -> Tasks:
    """Return a lane whose backend needs the library to be opened."""

    def connect(_name: str) -> Backend:
        began.set()
        __import__(MODULES[0])
        service: Any = SimpleNamespace(close=lambda: None)
        return Backend(service, None)

    return Tasks(connect, "somebody")


def loaded() -> list[str]:
    return [module for module in MODULES if module in sys.modules]


def ask(tasks: Tasks, began: threading.Event, heard: list[object]) -> None:
    tasks.ask(tasks, lambda _backend: "opened", heard.append, heard.append)
    assert began.wait(60)


def test_imports_wait_while_the_window_works(
    qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courtesy, "_PATIENCE_S", 60.0)
    began, heard = threading.Event(), list[object]()
    tasks = lane_that_imports(began)
    ask(tasks, began, heard)
    time.sleep(0.3)  # the window does not come back to its events: as long as all of it would take
    assert not loaded()
    qtbot.waitUntil(lambda: heard == ["opened"], timeout=PATIENCE_MS)
    assert loaded() == MODULES
    tasks.close()


def test_a_window_that_waits_for_an_import_itself_is_not_kept_waiting(
    qtbot: QtBot, library: Path
) -> None:
    began, heard = threading.Event(), list[object]()
    tasks = lane_that_imports(began)
    ask(tasks, began, heard)
    while not loaded():
        time.sleep(0.001)
    __import__(MODULES[0])  # which the other thread has begun to import
    assert loaded() == MODULES
    qtbot.waitUntil(lambda: heard == ["opened"], timeout=PATIENCE_MS)
    tasks.close()


def test_imports_go_on_when_the_window_has_gone(qtbot: QtBot, library: Path) -> None:
    began, ended = threading.Event(), threading.Event()
    gone = courtesy.Courtesy()

    def work() -> None:
        gone.practise()
        assert began.wait(60)
        __import__(MODULES[0])
        ended.set()

    threading.Thread(target=work, daemon=True).start()
    shiboken6.delete(gone)
    began.set()
    assert ended.wait(60)
    assert loaded() == MODULES
