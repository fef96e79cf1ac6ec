"""Compile the translations: resources/translations/*.ts to .qm files beside them."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"


def lrelease() -> Path:
    """Find Qt's own compiler of translations in the PySide6 of this Python."""
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        sys.exit("PySide6 is not installed for this Python; run this with the one in .venv.")
    # Not the pyside6-lrelease script: it names its Python by a full path, and starting a second
    # Python takes longer than the compilation.
    return Path(found.origin).parent / ("lrelease.exe" if os.name == "nt" else "lrelease")


def build(source: Path) -> Path:
    """Compile one .ts file; return the .qm file, which is whole or as it was before."""
    compiled = source.with_suffix(".qm")
    unfinished = compiled.with_suffix(".qm.new")
    outcome = subprocess.run(
        [lrelease(), "-silent", source, "-qm", unfinished],
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode != 0:
        sys.exit(f"{source.name} was not compiled:\n{outcome.stdout}{outcome.stderr}".rstrip())
    unfinished.replace(compiled)
    return compiled


def main() -> None:
    """Compile every translation there is."""
    for source in sorted(TRANSLATIONS.glob("*.ts")):
        build(source)


if __name__ == "__main__":
    main()
