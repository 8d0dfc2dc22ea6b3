class SlotTaken(Exception):
    """Nobody of the region is free at that time any more, or never was."""


class TooMany(Exception):
    """This address already holds as many coming appointments as one may."""


class TooLate(Exception):
    """The appointment has begun or was cancelled: nothing in it can change."""
