"""Reads for the screens of the service desk, and for those who wait on it."""

from medimail.servicedesk.queries.box_requests import (
    BoxRow,
    box_requests,
    box_requests_waiting,
    box_rows,
    decided_boxes,
)
from medimail.servicedesk.queries.changes import ChangeRow, change_rows, changes
from medimail.servicedesk.queries.deciders import Deciders, deciders_of
from medimail.servicedesk.queries.delays import Counters, Tempo, counters, tempo_around
from medimail.servicedesk.queries.domains import RuleLine, domains_of_structures, region_domains, rule_lines
from medimail.servicedesk.queries.history import history_of, last_mover
from medimail.servicedesk.queries.queue import QUEUE_PAGE, QueueRow, asked, decided, rows, waiting

__all__ = [
    "QUEUE_PAGE",
    "BoxRow",
    "ChangeRow",
    "Counters",
    "Deciders",
    "QueueRow",
    "RuleLine",
    "Tempo",
    "asked",
    "box_requests",
    "box_requests_waiting",
    "box_rows",
    "change_rows",
    "changes",
    "counters",
    "decided",
    "decided_boxes",
    "deciders_of",
    "domains_of_structures",
    "history_of",
    "last_mover",
    "region_domains",
    "rows",
    "rule_lines",
    "tempo_around",
    "waiting",
]
