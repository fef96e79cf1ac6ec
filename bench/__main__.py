"""`python3 run.py bench`: measure, and print one table of ratios with the budget beside each.

    bench                     everything, with a registry of a million
    bench window              start, memory, event loop and page turns
    bench server              sign-ins and other calls over sockets
    bench server --workers 2  the same by several processes, on PostgreSQL
    bench enumeration         the same calls for numbers with and without an account
    bench registry            look-ups among many people
    bench --people 10000000   look-ups among so many, and nothing else

Everything is measured in turns with what it is compared to, so that a busy machine weighs on both
sides alike; the figures are medians. The exit code is 1 only if something could not be measured.
"""

import argparse
import sys
from collections.abc import Sequence

from bench.measured import Measured, NotMeasuredError, table

_PARTS = ("window", "server", "enumeration", "registry")


def main() -> int:
    """Measure what the command line asks for."""
    options = _options()
    parts = _PARTS if options.part is None else (options.part,)
    if options.people is not None:
        parts = ("registry",)
    lines: list[Measured] = []
    failed = False
    for part in parts:
        try:
            lines += _measure(part, options)
        except NotMeasuredError as error:
            print(f"{part}: {error}", file=sys.stderr)
            failed = True
    print(table(lines))
    return 1 if failed else 0


def _measure(part: str, options: argparse.Namespace) -> Sequence[Measured]:
    rounds: int = options.rounds
    few = max(rounds // 3, 1)
    if part == "window":
        from bench import window

        alone = [*window.start(rounds), *window.memory(few)]
        # After them: whoever holds Qt too shares with both sides what they are measured by, and
        # hands on what PySide leaves in the environment.
        from bench.journeys import journeys

        return [*alone, *journeys(few)]
    if part == "server":
        from bench import server

        return server.rates(few, options.workers)
    if part == "enumeration":
        from bench import enumeration

        return enumeration.ratios(rounds)
    from bench import registry

    measured, remarks = registry.look_ups(options.people or registry.MANY, rounds)
    print("\n".join(remarks))
    return measured


def _options() -> argparse.Namespace:
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        prog="run.py bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="?", choices=_PARTS, help="what to measure")
    parser.add_argument(
        "--rounds", type=_count, default=9, metavar="N", help="how often (default: %(default)s)"
    )
    parser.add_argument(
        "--workers", type=_count, default=1, metavar="N", help="processes of the server"
    )
    parser.add_argument("--people", type=_count, metavar="N", help="how many are many")
    return parser.parse_args()


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


if __name__ == "__main__":
    sys.exit(main())
