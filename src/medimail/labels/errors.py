class BadLabel(Exception):
    """`reason` is one word: empty, long, signs, taken, many."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSuchLabel(Exception):
    """Removed meanwhile, or never there."""
