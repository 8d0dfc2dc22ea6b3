"""The one web application, for uvicorn."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from medimail.config.bounded import Bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medimail.config.settings")
_django = get_asgi_application()
# Well above what a message may weigh, so that the composer itself can say by how much it is too heavy.
application = Bounded(_django, 3 * settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES)
