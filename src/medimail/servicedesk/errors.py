class AlreadyDecided(Exception):
    """A colleague was faster, or the button was pressed twice."""

    def __init__(self, by: str, state: str) -> None:
        super().__init__(state)
        self.by = by
        self.state = state


class ChangedSince(Exception):
    """The person sent the request again after the administrator read it: the decision would be on other facts."""


class StillAdministrator(Exception):
    """Who decides on requests cannot close their own account while they do."""
