"""Every colour scheme keeps the contrasts of WCAG 2.2: 4.5 : 1 for text, 3 : 1 for signs."""

import pytest
from PySide6.QtGui import QColor

from ui.theme import DARK, HIGH_CONTRAST, LIGHT, Tokens

SCHEMES = {"light": LIGHT, "high contrast": HIGH_CONTRAST, "dark": DARK}
TEXT = {
    "ground": ("ink", "ink_second", "brand", "error", "notice", "off"),
    "paper": ("ink", "ink_second", "brand", "brand_hover", "error", "notice", "off"),
    "side": ("ink", "ink_second", "brand"),
    "brand_soft": ("ink", "ink_second", "brand"),
    "error_soft": ("ink", "error"),
    "notice_soft": ("notice",),
    "brand": ("on_brand",),
    "brand_hover": ("on_brand",),
    "ink_second": ("paper",),
}
SIGNS = {
    "ground": ("border", "handle"),
    "paper": ("border",),
    "side": ("handle",),
    "track": ("brand",),
}


def _luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SIGNS, 3.0)], ids=["text", "signs"])
def test_what_has_to_be_seen_stands_out(
    scheme: str, pairs: dict[str, tuple[str, ...]], least: float
) -> None:
    tokens: Tokens = SCHEMES[scheme]
    faint = {
        (over, under): round(found, 2)
        for under, colours in pairs.items()
        for over in colours
        if (found := _contrast(getattr(tokens, over), getattr(tokens, under))) < least
    }
    assert not faint
