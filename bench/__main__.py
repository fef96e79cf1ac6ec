"""`python3 run.py bench`: measure, and print one table of ratios with the budget beside each.

    bench                    everything but the largest registry
    bench window             start, memory, event loop and page turns
    bench server             sign-ins and other calls over sockets
    bench registry           look-ups among many people
    bench --people 10000000  look-ups among so many, in place of a million

Everything is measured in turns with what it is compared to, so that a busy machine weighs on both
sides alike; the figures are medians. Exit code 1 means that something could not be measured.
"""

import argparse
import sys

from bench import window
from bench.measured import Measured, NotMeasuredError, table


def main() -> int:
    """Measure what the command line asks for."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        prog="run.py bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="*", choices=[[], "window"], help="what to measure")
    parser.add_argument(
        "--rounds", type=int, default=9, metavar="N", help="how often (default: %(default)s)"
    )
    options = parser.parse_args()
    lines: list[Measured] = []
    try:
        lines += window.start(options.rounds)
        lines += window.memory(max(options.rounds // 3, 1))
    except NotMeasuredError as error:
        print(table(lines))
        print(error, file=sys.stderr)
        return 1
    print(table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
