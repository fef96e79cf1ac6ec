"""Whoever leaves while a sign-in is under way leaves no session open on the server."""

import os
import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop.backends.rest import LANES, open_service
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.services.backend import Backend
from ssc_desktop.services.contract import Session, SignInRequest
from tests.contract.citizens import PASSWORD, number_of
from tests.rest.conftest import Served
from ui.application import make_application
from ui.tasks import Job, Tasks

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt begins
PATIENCE_MS = 60_000


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Make the program's own application: tests of the window may follow in this process."""
    return make_application()


def cancel(_owner: QObject, job: Job) -> None:
    job.cancel()


def delete(owner: QObject, _job: Job) -> None:
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("leave", [cancel, delete])
@pytest.mark.parametrize("answered", [False, True], ids=["on the way", "answered"])
def test_a_session_that_nobody_waits_for_is_ended(
    served: Served, qtbot: QtBot, leave: Callable[[QObject, Job], None], answered: bool
) -> None:
    person = served.town.citizen()
    served.town.activate(person)
    database = served.town.service._context.database
    request = SignInRequest(number_of(person), Secret(PASSWORD))
    begun, go, came = threading.Event(), threading.Event(), threading.Event()
    opened: list[str] = []

    def sign_in(backend: Backend) -> Session:
        begun.set()
        go.wait(60)
        session = backend.service.sign_in(request)
        opened.append(session.token.reveal())
        came.set()
        return session

    def sessions() -> int:
        with database.read() as connection:
            counting = sa.select(sa.func.count()).select_from(schema.sessions)
            return int(connection.scalar(counting) or 0)

    def connect(name: str) -> Backend:
        return Backend(open_service(name), None, LANES)

    tasks, owner, heard = Tasks(connect, served.address), QObject(), list[object]()
    job = tasks.ask(owner, sign_in, heard.append, heard.append)
    assert begun.wait(60)
    if answered:
        go.set()
        assert came.wait(60)
        assert sessions() == 1
    leave(owner, job)
    go.set()
    qtbot.waitUntil(lambda: bool(opened) and sessions() == 0, timeout=PATIENCE_MS)
    assert heard == []
    tasks.close()
