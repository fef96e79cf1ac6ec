"""The tour's end where a step of it cannot be made."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.conftest import OpenDesk
from ui.tour.driver import Driver


def test_a_tour_whose_pictures_cannot_be_written_has_failed(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk("en")
    driver = Driver(desk.window, tmp_path / "gone")
    driver.start(driver.picture("start"))
    assert QApplication.exec() == driver.status == 1
    (line,) = driver.report
    assert "could not be written" in line
