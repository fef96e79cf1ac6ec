"""Fonts, drawings, styles, translations and data that come with the program."""

from pathlib import Path

# A frozen program keeps this folder in its own tree, where __file__ points too.
_FOLDER = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Give the place of a file or folder that comes with the program, e.g. path("fonts")."""
    return _FOLDER.joinpath(*parts)
