class UnderWay(Exception):
    """Another transfer of this box has not ended."""


class NoRoom(Exception):
    """The disk of the house has not `needed` bytes to spare."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


class TooBig(Exception):
    """The file is over `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class OutOfStep(Exception):
    """This piece of the file does not follow what came before: `received` bytes are there."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class Ended(Exception):
    """Somebody stopped the transfer while it was at work."""
