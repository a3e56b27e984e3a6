"""medallion, a TAXII 2.1 server in memory, in a process of its own: the peer of many statements at once.

It runs in an environment of its own (PASSERELLE_MEDALLION names its Python).
Objects are added in envelopes and read by another client; it looks through a
whole collection for each one added, so each envelope goes to a collection of
its own, which is what suits it best.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

from tests.gate.station import free_port, wait_for_port

ROOT, IN_ONE = "bench", 100
MEDIA = "application/taxii+json;version=2.1"
SERVE = """
import json, sys
import medallion
from medallion import application_instance as app, register_blueprints, set_config
said = json.load(open(sys.argv[1]))
said["users"] = {"ana": "bench"}
for part in ("users", "taxii", "backend"):
    set_config(app, part, said)
register_blueprints(app)
app.run(host="127.0.0.1", port=int(sys.argv[2]), threaded=True)
"""


def measured(python: str, count: int) -> float:
    """How many objects a second are added by one client and read by another."""
    names = [str(uuid.UUID(int=number + 1)) for number in range(-(-count // IN_ONE))]
    with tempfile.TemporaryDirectory() as folder:
        data, said, serve = (Path(folder) / name for name in ("data.json", "config.json", "serve.py"))
        data.write_text(json.dumps(_data(names)))
        backend = {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend"}
        said.write_text(
            json.dumps({"backend": backend | {"filename": str(data)}, "taxii": {"max_page_size": IN_ONE}})
        )
        serve.write_text(SERVE)
        port = free_port()
        command = [python, str(serve), str(said), str(port)]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for_port(port)
            start = time.perf_counter()
            for place, name in enumerate(names):
                objects = [
                    _object(place * IN_ONE + number) for number in range(min(IN_ONE, count - place * IN_ONE))
                ]
                _call(port, name, {"objects": objects})
                found = _call(port, name)
                if len(found["objects"]) != len(objects):
                    raise RuntimeError("the peer did not give back what was added")
            return count / (time.perf_counter() - start)
        finally:
            process.kill()
            process.wait()


def _call(port: int, collection: str, body: dict[str, Any] | None = None) -> Any:
    url = f"http://127.0.0.1:{port}/{ROOT}/collections/{collection}/objects/"
    secret = base64.b64encode(b"ana:bench").decode()
    headers = {"Accept": MEDIA, "Content-Type": MEDIA, "Authorization": f"Basic {secret}"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def _object(number: int) -> dict[str, str]:
    at = "2026-03-02T09:00:00.000Z"
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{uuid.UUID(int=number + 1, version=4)}",
        "created": at,
        "modified": at,
        "name": f"Ivo Marten {number}",
    }


def _data(names: list[str]) -> dict[str, Any]:
    collection = {
        "title": "x",
        "can_read": True,
        "can_write": True,
        "media_types": [],
        "objects": [],
        "manifest": [],
    }
    return {
        "/discovery": {"title": "bench", "default": f"http://127.0.0.1/{ROOT}/", "api_roots": []},
        ROOT: {
            "information": {"title": "bench", "versions": [MEDIA], "max_content_length": 10**9},
            "status": [],
            "collections": [{**collection, "id": name, "objects": [], "manifest": []} for name in names],
        },
    }
