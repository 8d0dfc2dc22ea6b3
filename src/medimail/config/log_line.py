import logging
import re

# The keys of links: long, and with a digit or a colon in them, which no word of our addresses has.
_KEY = re.compile(r"(?<=/)(?=[^/\s]*[\d:])[^/\s]{20,}")


class LogLine(logging.Formatter):
    """Django logs the path of a refused request, and in some paths stands the key of somebody's link."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name logging calls)
        record.message = _KEY.sub("…", record.message)
        return super().formatMessage(record)
