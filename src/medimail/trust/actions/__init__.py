from medimail.trust.actions.fixing import list_peer
from medimail.trust.actions.intake import take_in
from medimail.trust.actions.refreshing import refresh

__all__ = ["list_peer", "refresh", "take_in"]
