"""People keep addresses and gather them in groups; each night the addresses that left the directory are dated."""

from medimail.contacts.actions.favourites import drop, forget, keep
from medimail.contacts.actions.groups import disband, gather, open_group, part, rename
from medimail.contacts.actions.review import review

__all__ = ["disband", "drop", "forget", "gather", "keep", "open_group", "part", "rename", "review"]
