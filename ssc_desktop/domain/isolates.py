"""Values inside sentences of either direction (Unicode isolates)."""

_ISOLATE_START, _ISOLATE_END = "\u2066", "\u2069"


def isolate(value: str) -> str:
    """Wrap a value so that it keeps its own direction inside any sentence (Unicode LRI … PDI)."""
    return f"{_ISOLATE_START}{value}{_ISOLATE_END}"


def without_isolates(text: str) -> str:
    """Undo `isolate`, for the clipboard and for devices that know no direction marks."""
    return text.replace(_ISOLATE_START, "").replace(_ISOLATE_END, "")
