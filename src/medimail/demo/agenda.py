"""The hours of the demonstration's agent, so that booking works at once."""

from datetime import time

from medimail.appointments.actions import Week
from medimail.appointments.models import BY_PHONE

_MORNING, _AFTERNOON = (time(9), time(12)), (time(14), time(17, 30))
WEEK = Week(
    published=True,
    minutes=30,
    notice_hours=4,
    weeks_ahead=4,
    meeting=BY_PHONE,
    alsace_moselle=False,
    hours={
        0: [_MORNING, _AFTERNOON],
        1: [_MORNING, _AFTERNOON],
        2: [_MORNING],
        3: [_MORNING, _AFTERNOON],
        4: [_MORNING],
    },
)
