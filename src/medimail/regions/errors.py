class AlreadySaid(Exception):
    """Another notice of the same title starts at the same moment in the same region."""


class ChangedSince(Exception):
    """A colleague changed the notice after it was opened: saving would undo their words unread."""
