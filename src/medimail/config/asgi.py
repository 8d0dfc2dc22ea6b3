"""The one web application, for uvicorn."""

import os

import django
from django.conf import settings

from medimail.config.bounded import Bounded
from medimail.config.room import Roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medimail.config.settings")
django.setup()
_django = Roomy(settings.REQUESTS_AT_WORK)
# Well above what a message may weigh, so that the composer itself can say by how much it is too heavy.
application = Bounded(_django, 3 * settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES)
