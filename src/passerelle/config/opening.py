"""From a node's folder to its `Env`: Django is set up, the database is registered and asserted durable."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import django
from django.apps import apps
from django.conf import settings

from passerelle.config import database
from passerelle.config.env import RealEnv
from passerelle.config.node import NodeFolder, NodeFolderError
from passerelle.config.sqlite import use_wheel

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "passerelle.config.settings"


def open_node(path: Path) -> RealEnv:
    """The world of the node in this folder; raises NodeFolderError or UnsafeDatabaseError."""
    folder = NodeFolder.read(path)
    alias = _alias(folder)
    database.assert_durable(alias)
    return RealEnv(folder, alias)


def migrate(env: RealEnv) -> None:
    """The database has the tables of this version."""
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    call_command("migrate", database=env.database, verbosity=0, interactive=False)


def node_env() -> RealEnv:
    """The world of the node whose folder `PASSERELLE_NODE` names; the desk's own."""
    folder: NodeFolder | None = settings.NODE
    if folder is None:
        raise NodeFolderError("PASSERELLE_NODE names no folder")
    return RealEnv(folder)


def _alias(folder: NodeFolder) -> str:
    if not apps.ready:
        os.environ["PASSERELLE_NODE"] = str(folder.path.resolve())
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        use_wheel()
        django.setup()
        return "default"
    # A process that runs several nodes, as the tests do, gives each its own alias.
    alias = f"node-{folder.node}"
    if alias not in _registered():
        database.register(alias, folder.database())
    return alias


def _registered() -> set[str]:
    from django.db import connections  # noqa: PLC0415 - needs Django set up

    return set(connections)
