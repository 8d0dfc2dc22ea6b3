"""A limit on what one request may put on the disk: a body is stored whole before any view can refuse it."""

from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser


def parser_of(limit: int) -> type[HTTPRequestParser]:
    """What comes after `limit` bytes is read and thrown away, so that the browser hears an answer and not a hang-up.

    Django then sees an empty form that announces its true length, and answers 413. A body cut in the middle would be
    worse: a message could leave without its attachment.
    """

    class Bounded(HTTPRequestParser):  # type: ignore[misc]
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if self.body_rcv is not None:
                self.body_rcv.buf = Buffer(self.adj, limit)

        def received(self, data: bytes) -> int:
            consumed: int = super().received(data)
            size = self.body_rcv.buf.size if self.body_rcv is not None else 0
            if self.completed and size > limit:
                self.headers |= {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(size)}
            return consumed

    return Bounded


class Buffer(OverflowableBuffer):  # type: ignore[misc]
    def __init__(self, adjustments: Adjustments, limit: int) -> None:
        super().__init__(adjustments.inbuf_overflow)
        self.size = 0
        self._limit = limit

    def append(self, s: bytes) -> None:
        self.size += len(s)
        if self.size <= self._limit:
            super().append(s)
        else:
            self.close()
            self.buf, self.strbuf = None, b""
