"""Icons and drawings: SVG files of one style, coloured and mirrored as the page needs them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

if TYPE_CHECKING:
    from ui.theme import Tokens

_TOKEN = re.compile(r"@(\w+)")


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
    source = _TOKEN.sub(lambda token: getattr(tokens, token[1]), _source("drawings", name))
    size = QSvgRenderer(QByteArray(source.encode())).defaultSize()
    height = round(width * size.height() / size.width())
    return _pixmap(source, QSize(width, height), ratio, False)


@lru_cache(maxsize=256)
def _pixmap(source: str, size: QSize, ratio: float, mirrored: bool) -> QPixmap:
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    if mirrored:
        image = image.flipped(Qt.Orientation.Horizontal)
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)
