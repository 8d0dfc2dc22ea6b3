class WrongState(Exception):
    """The request is elsewhere than the caller thinks: a stale form, a second click, a colleague's decision."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NoAccount(Exception):
    """Only who has an open box of their own may ask for a shared one."""


class TooMany(Exception):
    """So many requests of one person wait that the next must too."""
