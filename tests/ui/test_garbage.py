"""Garbage is looked for on the window's thread, and not among what the program begins with."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.garbage import Garbage


class Ring:
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[Garbage]:
    """Look for garbage when told, and never else."""
    was_on, holder = gc.isenabled(), QObject()
    garbage = Garbage(holder)
    looking = [*qapp.findChildren(Garbage), garbage]
    timers = [timer for one in looking for timer in one.findChildren(QTimer)]
    for timer in timers:
        timer.stop()
    yield garbage
    for timer in timers:
        timer.start()
    holder.deleteLater()
    if was_on:
        gc.enable()


def _let_pass_the_start(garbage: Garbage) -> None:
    """Look until nothing new is set aside any more."""
    before = -1
    while gc.get_freeze_count() != before:
        before, _new = gc.get_freeze_count(), Ring()
        garbage.look()


def _litter() -> None:
    """Make as much as the collector would begin upon by itself."""
    for _ in range(20_000):
        Ring()


def test_garbage_is_collected_on_the_windows_thread_alone(garbage: Garbage) -> None:
    where: list[threading.Thread] = []

    def note(phase: str, _about: object) -> None:
        if phase == "start":
            where.append(threading.current_thread())

    _let_pass_the_start(garbage)
    gc.callbacks.append(note)
    try:
        beside = threading.Thread(target=_litter)
        beside.start()
        beside.join()
        assert where == []
        garbage.look()
        assert set(where) == {threading.main_thread()}
    finally:
        gc.callbacks.remove(note)


def test_what_the_program_begins_with_is_set_aside(garbage: Garbage) -> None:
    imported = Ring()
    assert any(known is imported for known in gc.get_objects())
    garbage.look()
    assert not any(known is imported for known in gc.get_objects())


def test_what_comes_later_is_taken_away(garbage: Garbage) -> None:
    _let_pass_the_start(garbage)
    dropped = weakref.ref(Ring())
    _litter()
    garbage.look()
    assert dropped() is None
