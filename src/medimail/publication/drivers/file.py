"""Once a day, a file of all our boxes, for the operator to hand over."""

import logging
from pathlib import Path

from django.conf import settings

from medimail.publication.actions import write_file

NAME = "file"
_log = logging.getLogger(__name__)


def deliver() -> None:
    if not write_file(Path(settings.PUBLICATION_FOLDER)):
        _log.error("the file of published boxes cannot be written in MEDIMAIL_PUBLICATION_FOLDER")
