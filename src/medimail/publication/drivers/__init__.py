"""Three ways to tell the national directory. Each may be killed anywhere, run twice, and by two workers at once."""

from collections.abc import Callable

from django.conf import settings

from medimail.publication.drivers import fhir, file

NONE = "none"


def _nothing() -> None:
    """Changes wait until the operator chooses a driver."""


_DELIVER: dict[str, Callable[[], None]] = {NONE: _nothing, file.NAME: file.deliver, fhir.NAME: fhir.deliver}


def deliver() -> None:
    _DELIVER[settings.PUBLICATION]()
