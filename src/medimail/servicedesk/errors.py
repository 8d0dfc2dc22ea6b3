from medimail.accounts.models import User


class AlreadyDecided(Exception):
    """A colleague was faster, or the button was pressed twice."""

    def __init__(self, by: User | None, state: str) -> None:
        super().__init__(state)
        self.by = by.full_name if by else ""
        self.state = state


class ChangedSince(Exception):
    """The person sent the request again after the administrator read it: the decision would be on other facts."""


class StructureElsewhere(Exception):
    """The numbers of the request are those of a structure that other administrators answer for."""


class StillAdministrator(Exception):
    """Who decides on requests cannot close their own account while they do."""


class StillManager(Exception):
    """A shared box would be left without anybody to say who opens it: it must be handed over first."""


class NobodyThere(Exception):
    """No validated account has this address."""


class OneSelf(Exception):
    """What an administrator may not give to themselves."""


class AdministratorElsewhere(Exception):
    """This person already decides elsewhere: one account has one scope."""


class LastOne(Exception):
    """A structure without its own administrator: only on purpose."""


class NoFiness(Exception):
    """A domain belongs to a structure by its FINESS number; this one has none."""


class NotWaiting(Exception):
    """Decided or withdrawn meanwhile."""
