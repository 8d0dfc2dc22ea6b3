from medimail.directory.actions.limits import note_reading
from medimail.directory.actions.own import show

__all__ = ["note_reading", "show"]
