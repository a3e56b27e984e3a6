"""Django's settings for one node; what differs between nodes comes from its folder.

`PASSERELLE_NODE` names the folder. Without it (tests, type checking, commands
that open no node) there is an empty default database in memory and a key that
is drawn anew, so that no session of such a process outlives it.
"""

from __future__ import annotations

import os
from pathlib import Path

from passerelle.config.database import in_memory
from passerelle.config.node import NodeFolder
from passerelle.config.sqlite import use_wheel

use_wheel()

_folder = os.environ.get("PASSERELLE_NODE")
NODE = NodeFolder.read(Path(_folder)) if _folder else None

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
USE_I18N = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "passerelle.store",
    "passerelle.desk",
]
AUTH_USER_MODEL = "store.Officer"
DATABASES = {"default": NODE.database() if NODE else in_memory()}
SECRET_KEY = NODE.secret("django").hex() if NODE else os.urandom(32).hex()  # noqa: TID251 - see above
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
