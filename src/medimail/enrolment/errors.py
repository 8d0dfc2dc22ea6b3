class WrongState(Exception):
    """The application is elsewhere than the caller thinks: a stale form, a second click, a colleague's decision."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state
