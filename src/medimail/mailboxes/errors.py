class NoDomain(Exception):
    """This operator hosts no domain for the person's region and profession."""


class AddressTaken(Exception):
    """An address is never given twice, not even after its box was closed."""


class LastManager(Exception):
    """Somebody must be able to say who opens a shared box: hand it over first."""


class HasRight(Exception):
    """The person holds the box, or has a right on it already: that one can be changed."""


class WrongRight(Exception):
    """No such role for this kind of box, or days that cannot be.

    `reason` is `role`, `start`, `dates`, `long` or `nobody`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DomainKnown(Exception):
    """This domain is hosted already; its line in the list can be changed."""
