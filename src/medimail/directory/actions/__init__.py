from medimail.directory.actions.importing import import_files
from medimail.directory.actions.limits import note_reading
from medimail.directory.actions.own import show

__all__ = ["import_files", "note_reading", "show"]
