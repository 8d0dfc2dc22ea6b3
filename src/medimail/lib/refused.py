class Refused(Exception):
    """A provider's word is not taken. `reason` is a word for the trace; nothing of the answer: it would be logged."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
