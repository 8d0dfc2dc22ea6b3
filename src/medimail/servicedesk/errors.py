class AlreadyDecided(Exception):
    """A colleague was faster, or the button was pressed twice."""

    def __init__(self, by: str, state: str) -> None:
        super().__init__(state)
        self.by = by
        self.state = state
