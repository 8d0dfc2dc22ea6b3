"""A limit on what one request may put on the disk: Django stores a whole body before any view can refuse it."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class Bounded:
    """What comes after `limit` bytes is read and thrown away, so that the browser hears an answer and not a hang-up.

    Django then sees an empty form that announces its true length, and answers 413. A body cut in the middle would be
    worse: a message could leave without its attachment.
    """

    def __init__(self, application: Any, limit: int) -> None:  # noqa: ANN401 (Django's handler is not typed)
        self._application: Application = application
        self._limit = limit

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        size = 0

        async def bounded() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size <= self._limit:
                return message
            while message.get("more_body"):
                message = await receive()
                size += len(message.get("body", b""))
            scope["headers"] = _of_form(scope["headers"], size)
            return {**message, "body": b""}

        await self._application(scope, bounded, send)


def _of_form(headers: Iterable[tuple[bytes, bytes]], size: int) -> list[tuple[bytes, bytes]]:
    others = [(name, value) for name, value in headers if name not in {b"content-type", b"content-length"}]
    form = (b"content-type", b"application/x-www-form-urlencoded")
    return [*others, form, (b"content-length", str(size).encode())]
