"""What the program is compared with: a right-to-left form of sixteen lines and nothing else.

python -m bench.bare_form [MODULES]      with the modules named in that file, a line each
"""

import importlib
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QWidget

from bench.painted import FirstPaint, tell_painted, tell_rest

LINES = 16


def main(arguments: list[str]) -> int:
    """Show the form, tell when it stands, and stay until ended."""
    app = QApplication(arguments[:1])
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    form = QWidget()
    form.setWindowTitle("نموذج")
    layout = QFormLayout(form)
    for number in range(1, LINES + 1):
        layout.addRow(f"الحقل {number}", QLineEdit())

    def painted() -> None:
        tell_painted()
        for file in arguments[1:]:
            import_all(Path(file))
        tell_rest()

    FirstPaint(form, painted)
    form.show()
    return app.exec()


def import_all(file: Path) -> None:
    """Import every module that a file names."""
    for name in file.read_text("utf-8").split():
        try:
            importlib.import_module(name)
        except ImportError as error:
            print(f"not imported: {name} ({error})", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
