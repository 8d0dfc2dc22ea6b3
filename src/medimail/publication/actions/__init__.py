from medimail.directory.listing import Listing


def record(listing: Listing) -> None:
    """What the national directory must learn of this box, in the caller's transaction; nothing when nothing changed."""


__all__ = ["record"]
