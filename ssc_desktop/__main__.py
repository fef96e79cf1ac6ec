"""`python -m ssc_desktop`. Nothing it imports is garbage, so a start does not look for any."""

import gc
import sys

gc.disable()

from ssc_desktop.cli.main import main as main  # noqa: E402

gc.enable()

if __name__ == "__main__":
    sys.exit(main())
