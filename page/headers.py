"""Headers that let the page reach no other host, and run no script that came with an article."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_Served = Callable[[_Message, _Receive, _Send], Awaitable[None]]

_POLICY = (
    "default-src 'self'",
    # Gradio's own start-up is an inline script, and it compiles its templates
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    # no onerror=, no onclick=: escaping is the first lock on the door, this is the second
    "script-src-attr 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
_HEADERS = [
    (b"content-security-policy", "; ".join(_POLICY).encode()),
    # a question may stand in the address
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class GuardedPage:
    """ASGI middleware that adds the headers to everything the page's server sends."""

    def __init__(self, app: _Served) -> None:
        self._app = app

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        """Serve, with the headers added."""

        async def guarded(message: _Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)
