"""The whole tour over a socket: the window on a service in training, in another process."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_serve import served


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="a console's processes end without a word")
@pytest.mark.parametrize(("language", "mode"), [("ar", "desk"), ("en", "terminal")])
def test_the_tour_passes_over_the_network(
    shell: Any, tmp_path: Path, language: str, mode: str
) -> None:
    folder = ("--data-dir", tmp_path / "data")
    assert shell("simulator", "reset", "--people", "300", *folder).status == 0
    with served(shell, "--training", *folder) as address:
        line = ("tour", "--lang", language, "--mode", mode, "--out", tmp_path / "out")
        done = shell(*line, "--service", address, *folder)
    assert (done.status, done.complaint) == (0, ""), done.out
    pictures = sorted((tmp_path / "out").iterdir())
    assert f"{len(pictures)} pictures" in done.out
    assert {"review", "code", "services", "re-registered", "inquiry-answer"} <= {
        picture.stem.split("-", 1)[1] for picture in pictures
    }


@pytest.mark.parametrize("folder", [False, True])
def test_the_tour_asks_for_the_folder_of_the_service(
    told: Any, tmp_path: Path, folder: bool
) -> None:
    line = ["tour", "--out", str(tmp_path), "--service", "https://a.example", "--lang", "en"]
    done = told(*line, *(["--data-dir", str(tmp_path)] if folder else []))
    assert done.status == 2
    assert "name its folder with --data-dir" in done.complaint
