"""Where the frozen program starts."""

import sys

from ssc_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
