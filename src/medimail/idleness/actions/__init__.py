from medimail.idleness.actions.keeping import keep, stop_keeping
from medimail.idleness.actions.leaves import end_leave, note_leave
from medimail.idleness.actions.presence import ask_back, be_seen
from medimail.idleness.actions.watching import watch

__all__ = ["ask_back", "be_seen", "end_leave", "keep", "note_leave", "stop_keeping", "watch"]
