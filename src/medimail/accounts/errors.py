class NumberTaken(Exception):
    """This national number was proved to be another account's. Whose is nobody's business."""


class AddressTaken(Exception):
    """Another account already signs in with this address."""


class IdentityTaken(Exception):
    """This outside identity opens another account, or this account is opened by another of the same provider."""


class LastWayIn(Exception):
    """Without it nobody could sign in to this account any more."""


class OtherNumber(Exception):
    """Pro Santé Connect proves another national number than this account's."""
