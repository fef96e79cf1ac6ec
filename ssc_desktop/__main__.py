"""`python -m ssc_desktop`, and the first module of the frozen program."""

import sys

from ssc_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
