class NotSuspendedForSilence(Exception):
    """The account is open, or was suspended by an administrator: then it is the service desk one writes to."""
