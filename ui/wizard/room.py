"""How much has room beside each other on a page, and how wide its lines may be to be read well."""

from enum import Enum

from ui.theme import Theme
from ui.widgets.field_row import FIELD_WIDTH
from ui.widgets.page_frame import SIDE

BETWEEN = 36  # two fields beside each other
_WIDE = 2 * FIELD_WIDTH + BETWEEN
_WIDE_FROM = 700
_READING = 640
_NARROW = 500


class Room(Enum):
    """How much has room beside each other on a page."""

    WIDE = "two columns"
    USUAL = "one column"
    NARROW = "less than a column"


def room_in(width: int, theme: Theme) -> Room:
    """Tell what has room where a page and the space beside it are this wide, in pixels."""
    if width >= theme.px(_WIDE_FROM) + 2 * theme.gap(SIDE):
        return Room.WIDE
    return Room.NARROW if width < theme.px(_NARROW) else Room.USUAL


def widest(room: Room, width: int, theme: Theme) -> int:
    """Return how wide a page may be there, in pixels."""
    readable = theme.px(_WIDE if room is Room.WIDE else _READING)
    return min(readable, max(width - 2 * theme.gap(SIDE), 0))
