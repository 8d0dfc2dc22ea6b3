"""Searching a book: each typed word begins a word of a name or of an address, whatever accents and capitals."""

from django.db.models import Q

from medimail.lib import person_names


def kept(*texts: str) -> str:
    """Each word after a space, so that one comparison finds its beginning."""
    return "".join(f" {word}" for word in person_names.words(" ".join(texts)))


def holding(text: str) -> Q:
    """Rows whose `words` hold all those of the text; none for a text without letters."""
    said = person_names.words(text)
    found = Q() if said else Q(pk__in=[])
    for word in said:
        found &= Q(words__contains=f" {word}")
    return found
