from medimail.audit.actions.forgetting import forget_old
from medimail.audit.actions.sealing import seal
from medimail.audit.actions.tracing import exported, trace

__all__ = ["exported", "forget_old", "seal", "trace"]
