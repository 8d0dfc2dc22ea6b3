"""How a page may be asked for."""

from django.views.decorators.http import require_http_methods

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
"""A form on its own address: shown, and sent to itself."""
