"""The web server of the pages: `python -m medimail.config.server PORT`.

Requests are read whole before a thread works on them, and answers sent whole after it: a slow visitor holds no thread.
"""

import gc
import signal
import sys
from importlib import import_module
from types import FrameType

import waitress
from django.conf import settings

from medimail.config.bounded import parser_of
from medimail.config.wsgi import application


def main(port: int) -> None:
    server = waitress.create_server(
        application,
        host="127.0.0.1",
        port=port,
        threads=settings.REQUESTS_AT_WORK,
        connection_limit=1000,
        asyncore_use_poll=True,
        outbuf_high_watermark=2 * settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES,
        ident=None,
        # No header of a stranger says who is calling; those of our own proxies are counted (MEDIMAIL_PROXIES).
        clear_untrusted_proxy_headers=False,
    )
    # Well above what a message may weigh, so that the composer itself can say by how much it is too heavy.
    server.channel_class.parser_class = parser_of(3 * settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES)
    signal.signal(signal.SIGTERM, _stop)
    _settle()
    server.run()


def _settle() -> None:
    """What stands before the first request stays to the end: collections need not look through it again and again."""
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Requests at work are answered first (five seconds at most)."""
    raise SystemExit


if __name__ == "__main__":
    main(int(sys.argv[1]))
