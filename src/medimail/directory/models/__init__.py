"""Three tables hold the lines of the national files; `Entry` is what people search; `Import` is how it all came."""

from medimail.directory.models.entry import Entry, Word
from medimail.directory.models.imports import Import
from medimail.directory.models.lines import Activity, ListedBox, Skill

__all__ = ["Activity", "Entry", "Import", "ListedBox", "Skill", "Word"]
