"""Numbers of messages in addresses."""


def imap_number(text: str | None) -> int | None:
    """A unique id or sequence number is above 0 and below 2³² (RFC 3501, 2.3.1); None for anything else."""
    if not text or len(text) > 10 or not (text.isascii() and text.isdigit()):
        return None
    return int(text) if 0 < int(text) < 2**32 else None
