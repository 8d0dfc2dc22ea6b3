from medimail.publication.actions.delivering import claim, put_off, refuse, rest, told
from medimail.publication.actions.forgetting import forget
from medimail.publication.actions.recording import record
from medimail.publication.actions.repairing import catch_up, retry, retry_refused
from medimail.publication.actions.writing import write_file

__all__ = [
    "catch_up",
    "claim",
    "forget",
    "put_off",
    "record",
    "refuse",
    "rest",
    "retry",
    "retry_refused",
    "told",
    "write_file",
]
