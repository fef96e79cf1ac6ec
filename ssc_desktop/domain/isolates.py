"""Values inside sentences of either direction (Unicode isolates)."""


def isolate(value: str) -> str:
    """Wrap a value so that it keeps its own direction inside any sentence (Unicode LRI … PDI)."""
    return f"\u2066{value}\u2069"
