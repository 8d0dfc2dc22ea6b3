from medimail.directory.models import Entry
from medimail.directory.search.question import Answer, Question, Viewer


def search(question: Question, viewer: Viewer) -> Answer:
    """One page. Constant cost, whatever the size of the directory."""
    raise NotImplementedError


def suggest(text: str, viewer: Viewer, *, most: int = 8) -> list[Entry]:
    """For the recipients of a message: only entries with an address, from two letters."""
    raise NotImplementedError
