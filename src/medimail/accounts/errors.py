class NumberTaken(Exception):
    """This national number was proved to be another account's. Whose is nobody's business."""


class AddressTaken(Exception):
    """Another account already signs in with this address."""
