"""As many requests at work as the database has connections for: the next wait their turn instead of failing."""

import asyncio

from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Roomy(ASGIHandler):
    """A body is read before the wait and an answer sent after it, so that a slow visitor holds no place."""

    def __init__(self, places: int) -> None:
        super().__init__()
        self._places = asyncio.Semaphore(places)

    async def run_get_response(self, request: HttpRequest) -> HttpResponseBase:
        async with self._places:
            return await super().run_get_response(request)
