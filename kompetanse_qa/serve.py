"""The terminal UI in a browser: one process of the app for each tab, nothing from elsewhere.

textual-serve starts the app and carries its screen over a websocket. Its page links a web font
and lets any page on the web connect; this one has its own, and answers its own page only.
"""

from __future__ import annotations

import shlex
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from html import escape
from ipaddress import ip_address
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.server import Server

from kompetanse_qa.texts import serve as texts

DEFAULT_FONT_SIZE = 16
_PAGE = Path(__file__).parent / "serve_page"
# Whatever the app or the terminal emulator should come to ask for, the browser fetches it from
# here or not at all. xterm.js writes its colours into a style element.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {websocket}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The colours of the page around the terminal, as in CSS."""

    background: str
    foreground: str
    accent: str


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound; port 0 takes one that is free. OSError if it can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def address(listener: socket.socket) -> str:
    """Where a browser finds what listens there."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(
    listener: socket.socket,
    index: Path,
    corpus: Path,
    *,
    look: Callable[[], Look],
    started: Callable[[], None],
) -> None:
    """Serve the app until the process is interrupted or terminated.

    ``look`` is asked anew for each tab; ``started`` is called once an interrupt ends it in order.
    """
    only_here = is_loopback(listener.getsockname()[0])
    app = application(index, corpus, look=look, only_here=only_here)

    async def tell(_: web.Application) -> None:
        started()

    app.on_startup.append(tell)
    # A tab that is open would hold up the end for a minute; its app is told to quit instead.
    web.run_app(app, sock=listener, access_log=None, print=None, shutdown_timeout=1.0)


def application(
    index: Path, corpus: Path, *, look: Callable[[], Look], only_here: bool
) -> web.Application:
    """The page, its files, and the websocket behind which the app runs."""
    server = Server(_command(index, corpus))
    app = web.Application(middlewares=[_own_page_only(only_here)])
    app.add_routes(
        [
            web.get("/", _page(look)),
            web.get("/ws", server.handle_websocket),
            web.get("/download/{key}", server.handle_download),
            web.static("/static", server.statics_path),
            web.static("/page", _PAGE),
        ]
    )
    return app


def _command(index: Path, corpus: Path) -> str:
    words = [
        sys.executable, "-m", "kompetanse_qa", "tui",
        "--index", str(index.absolute()), "--corpus", str(corpus.absolute()),
    ]  # fmt: skip
    # textual-serve hands the command to the system's shell.
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _own_page_only(only_here: bool) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        # Any page on the web may open a websocket to this machine, and a name on the web can be
        # made to point here. The browser says which page asks, and by which name.
        origin = request.headers.get("Origin")
        foreign = origin is not None and urlsplit(origin).netloc != request.host
        if foreign or (only_here and not is_loopback(request.url.host or "")):
            raise web.HTTPForbidden(text=texts.NOT_FROM_HERE)
        return await handler(request)

    return guard


def _page(look: Callable[[], Look]) -> Handler:
    template = Template((_PAGE / "page.html").read_text(encoding="utf-8"))

    async def page(request: web.Request) -> web.StreamResponse:
        websocket = f"{'wss' if request.secure else 'ws'}://{request.host}/ws"
        size = request.query.get("fontsize", "")
        text = template.substitute(
            asdict(look()),
            title=texts.TITLE,
            websocket=escape(websocket),
            font_size=size if size.isascii() and size.isdigit() else DEFAULT_FONT_SIZE,
            keyboard=texts.KEYBOARD,
            opening=texts.OPENING,
            closed=texts.CLOSED,
            restart=texts.RESTART,
            no_script=texts.NO_SCRIPT,
        )
        headers = {
            "Content-Security-Policy": _POLICY.format(websocket=websocket),
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(text=text, content_type="text/html", headers=headers)

    return page
