"""Every page at every size: nothing cut, covered, crooked or out of sight."""

import pytest

from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.scan import scan
from tests.ui.walk import WALKS
from ui.options import Mode
from ui.theme import Contrast

USUAL, TALL, SMALL = (1366, 768), (1080, 1920), (720, 560)
Look = tuple[tuple[int, int], float, Contrast]
LOOKS: list[Look] = [
    *((size, scale, Contrast.NORMAL) for size in (USUAL, TALL, SMALL) for scale in (1.0, 2.0)),
    (USUAL, 1.0, Contrast.HIGH),
    (SMALL, 2.0, Contrast.HIGH),
]


def _id(look: Look) -> str:
    (width, height), scale, contrast = look
    return f"{width}x{height}-{round(scale * 100)}%-{contrast}"


def _check(desk_walk: list[tuple[str, list[str]]]) -> None:
    faults = [f"{page}: {fault}" for page, found in desk_walk for fault in found]
    if faults:
        pytest.fail("\n".join(dict.fromkeys(faults)), pytrace=False)


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("look", LOOKS, ids=_id)
def test_every_page_at_the_desk(
    open_desk: OpenDesk, language: Language, walk: str, look: Look
) -> None:
    size, scale, contrast = look
    desk = open_desk(language, size=size, scale=scale, contrast=contrast)
    _check([(page, scan(desk.window, size)) for page in WALKS[walk](desk)])


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_page_at_a_terminal(
    open_desk: OpenDesk, language: Language, walk: str, scale: float
) -> None:
    desk = open_desk(language, mode=Mode.TERMINAL, size=TALL, scale=scale)
    _check([(page, scan(desk.window, TALL, touch=True)) for page in WALKS[walk](desk)])
