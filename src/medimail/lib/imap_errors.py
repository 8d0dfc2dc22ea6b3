"""What can go wrong with the mail store. No error carries what the server said: it may quote a message."""


class ImapUnavailable(Exception):
    """The store did not answer as expected: try again later."""


class ImapFull(ImapUnavailable):
    """The store refused for lack of room (quota)."""


class ImapBusy(ImapUnavailable):
    """The store is still working on something this command needs, such as the index of a search (RFC 5530)."""


class UnsafeArgument(Exception):
    """An argument holds a control character, or another one that cannot be sent."""
