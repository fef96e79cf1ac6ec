"""Build the frozen program, a folder that runs without Python: DIR/ssc-desktop/ssc-desktop."""

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent


def main() -> None:
    """Compile the translations, then freeze."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    out = parser.parse_args().out.resolve()
    if importlib.util.find_spec("PyInstaller") is None:
        sys.exit("PyInstaller is not installed for this Python; run.py test puts it into .venv.")
    subprocess.run([sys.executable, PACKAGING / "build_assets.py"], check=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", out, "--workpath", ROOT / "build"),
            PACKAGING / "ssc-desktop.spec",
        ],
        check=True,
    )
    print(out / "ssc-desktop")


if __name__ == "__main__":
    main()
