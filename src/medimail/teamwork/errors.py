class Taken(Exception):
    """Somebody of this name has it already."""


class NotAMember(Exception):
    """Whom it is given to opens this box no more, or may only read in it."""


class Unmarked(Exception):
    """A message without Message-ID, or gone meanwhile: nothing can be noted of it."""
