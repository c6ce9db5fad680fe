"""What guards the page: it reaches no other host, no other site uses it, no script that came with an article runs."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from starlette.requests import cookie_parser

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


_LOOPBACK = re.compile(rb"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?", re.IGNORECASE)
_ELSEWHERE = b"this page is served to this machine alone, as localhost: `dateline app --users FILE` serves others"
_REFUSED = b"another site may not use this page: open it itself"
_NO_UPLOADS = b"you may not add here"


class GuardedPage:
    """ASGI middleware that adds the headers to everything the page's server sends, and refuses what it must.

    Another site's page is refused: Gradio lets any send a reader's cookies along. So is, with `local`, a name that is
    not this machine's own: another site may have its name mean this machine. Files are taken from those alone who
    `may_add`, told by their cookies.
    """

    def __init__(self, app: _Served, may_add: Callable[[Mapping[str, str]], bool], local: bool = False) -> None:
        self._app, self._may_add, self._local = app, may_add, local

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        """Serve, with the headers added."""
        if scope["type"] == "http" and (reason := self._reason_against(scope)):
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": reason})
            return

        async def guarded(message: _Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)

    def _reason_against(self, scope: _Message) -> bytes:
        headers = dict(scope["headers"])
        if self._local and not _LOOPBACK.fullmatch(headers.get(b"host", b"localhost")):
            return _ELSEWHERE
        origin = headers.get(b"origin", b"")
        if origin and origin.partition(b"://")[2] != headers.get(b"host"):
            return _REFUSED
        if not scope["path"].rstrip("/").endswith("/upload"):
            return b""
        cookies = cookie_parser(headers.get(b"cookie", b"").decode("latin-1"))
        return b"" if self._may_add(cookies) else _NO_UPLOADS
