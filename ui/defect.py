"""What is told of a defect of the program's own: where it broke, and nobody's data."""

import sys


def tell_place(error: BaseException | None) -> None:
    """Tell on stderr where it broke, but none of the messages: they may name people."""
    import traceback  # heavy: only once something has broken

    while error is not None:
        print(type(error).__qualname__, file=sys.stderr)
        traceback.print_tb(error.__traceback__)
        error = error.__cause__ or error.__context__
