"""A small simulator's folder, and copies of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator.service import Simulator
from tests.faults.simulators import start


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a simulator that is never opened again."""
    folder = tmp_path_factory.mktemp("made")
    start(folder).close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Return a copy of a simulator's folder."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def simulator(folder: Path) -> Iterator[Simulator]:
    """Open that copy."""
    opened = start(folder)
    yield opened
    opened.close()
