"""Icons and drawings: SVG files of one style, coloured and mirrored as the page needs them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

if TYPE_CHECKING:
    from ui.theme import Tokens


@lru_cache(maxsize=128)
def _source(folder: str, name: str) -> str:
    return resources.path(folder, f"{name}.svg").read_text("utf-8")


def icon_pixmap(
    name: str, color: str, size: int, *, ratio: float = 1.0, mirrored: bool = False
) -> QPixmap:
    """Draw an icon in one colour; `size` in logical pixels, mirrored for the other direction."""
    source = _source("icons", name).replace("currentColor", color)
    return _pixmap(source, QSize(size, size), ratio, mirrored)


@lru_cache(maxsize=32)
def drawing(name: str, tokens: Tokens, width: int, *, ratio: float = 1.0) -> QPixmap:
    """Draw one of the drawings, `width` logical pixels wide; it names its colours by token."""
    source = re.sub(r"@(\w+)", lambda token: getattr(tokens, token[1]), _source("drawings", name))
    size = QSvgRenderer(source.encode()).defaultSize()
    height = round(width * size.height() / size.width())
    return _pixmap(source, QSize(width, height), ratio, False)


@lru_cache(maxsize=256)
def _pixmap(source: str, size: QSize, ratio: float, mirrored: bool) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(pixmap.width(), 0)
        painter.scale(-1, 1)
    QSvgRenderer(source.encode()).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
