"""A desk served over loopback by the server that production uses, for a real browser."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from django.test import override_settings

from passerelle.desk.application import application

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.core.env import Env

CHROMIUM = (
    shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome") or ""
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def serve(env: Env, **changes: object) -> Iterator[str]:
    """The address of a desk that answers out of this world until the end."""
    table = {"env": lambda: env, "node": "Oberland-1", "service": "Oberland", "exercise": True, **changes}
    server = uvicorn.Server(
        uvicorn.Config(application(), port=0, log_level="critical", lifespan="off", access_log=False)
    )
    with override_settings(PASSERELLE_DESK=table):
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield f"http://localhost:{port}"
        finally:
            server.should_exit = True
            thread.join()
