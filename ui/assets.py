"""Icons and drawings: SVG files of one style, coloured and mirrored as the page needs them."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources


@lru_cache(maxsize=128)
def _source(folder: str, name: str) -> str:
    return resources.path(folder, f"{name}.svg").read_text("utf-8")


def icon_pixmap(
    name: str, color: str, size: int, *, ratio: float = 1.0, mirrored: bool = False
) -> QPixmap:
    """Draw an icon in one colour; `size` in logical pixels, mirrored for the other direction."""
    return _pixmap("icons", name, color, QSize(size, size), ratio, mirrored)


def drawing(name: str, color: str, width: int, *, ratio: float = 1.0) -> QPixmap:
    """Draw one of the drawings, `width` logical pixels wide; `color` where it leaves one open."""
    size = QSvgRenderer(QByteArray(_source("drawings", name).encode())).defaultSize()
    height = round(width * size.height() / size.width())
    return _pixmap("drawings", name, color, QSize(width, height), ratio, False)


@lru_cache(maxsize=256)
def _pixmap(
    folder: str, name: str, color: str, size: QSize, ratio: float, mirrored: bool
) -> QPixmap:
    source = _source(folder, name).replace("currentColor", color)
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
