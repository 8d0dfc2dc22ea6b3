class NoDomain(Exception):
    """This operator hosts no domain for the person's region and profession."""


class AddressTaken(Exception):
    """An address is never given twice, not even after its box was closed."""


class DomainKnown(Exception):
    """This domain is hosted already; its line in the list can be changed."""
