"""Live pages (server-sent events), for uvicorn: one process for all, no thread held per open page.

A program of its own: under ASGI every ordinary page would cost 15 to 20 % more (bench/README.md).
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import django
import psycopg
from django.conf import settings
from psycopg.conninfo import make_conninfo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medimail.config.settings")
django.setup()

from medimail.web.live.hub import Hub  # noqa: E402 (needs the applications)
from medimail.web.live.who import boxes_of  # noqa: E402

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
PATH = "/direct/"
_CHECKED = 60.0
"""Seconds after which an idle page proves again that its session is open; also what keeps proxies from hanging up."""

hub = Hub()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await _answer(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    await receive()
    listening = asyncio.create_task(hub.listen(_connect))
    await send({"type": "lifespan.startup.complete"})
    await receive()
    listening.cancel()
    await send({"type": "lifespan.shutdown.complete"})


async def _connect() -> psycopg.AsyncConnection:
    known = {name.lower(): str(value) for name, value in settings.DATABASES["default"].items()}
    where = make_conninfo(
        "", **{name: known[name] for name in ("host", "port", "user", "password")}, dbname=known["name"]
    )
    return await psycopg.AsyncConnection.connect(where, autocommit=True)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    cookie = headers.get("cookie", "")
    known = scope["path"] == PATH and scope["method"] == "GET"
    boxes = await asyncio.to_thread(boxes_of, cookie) if known else []
    if not boxes:
        # 204: a browser that is told so does not ask again and again (HTML, server-sent events).
        await send({"type": "http.response.start", "status": 204 if known else 404, "headers": _allowed()})
        await send({"type": "http.response.body", "body": b""})
        return
    kind = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")]
    await send({"type": "http.response.start", "status": 200, "headers": [*kind, *_allowed()]})
    telling = asyncio.create_task(_tell(cookie, boxes, send))
    leaving = asyncio.create_task(_left(receive))
    await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
    for task in (telling, leaving):
        task.cancel()
    if not leaving.done():
        await send({"type": "http.response.body", "body": b""})


async def _tell(cookie: str, boxes: list[int], send: Send) -> None:
    with hub.reading(boxes) as reader:
        await _write(send, ": here\n\n")
        while True:
            told = await reader.wait(_CHECKED)
            allowed = await asyncio.to_thread(boxes_of, cookie)  # each time: the page of a busy box is never idle
            heard = sorted(told & set(allowed))
            await _write(send, "".join(f"data: {box}\n\n" for box in heard) or ": still here\n\n")
            if allowed != boxes:
                return  # the browser comes back, and hears of what it may hear now


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _allowed() -> list[tuple[bytes, bytes]]:
    """Behind one proxy it is one origin; without, ours has another port (settings.LIVE_URL)."""
    origin = (b"access-control-allow-origin", settings.PUBLIC_URL.encode())
    return [origin, (b"access-control-allow-credentials", b"true"), (b"cache-control", b"no-store")]
