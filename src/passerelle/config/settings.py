"""Django's settings for one node; what differs between nodes comes from its folder.

`PASSERELLE_NODE` names the folder. Without it (tests, type checking, commands
that open no node) there is an empty default database in memory and a key that
is drawn anew, so that no session of such a process outlives it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from passerelle.config.database import in_memory
from passerelle.config.node import NodeFolder
from passerelle.config.sqlite import use_wheel
from passerelle.desk.cookie import cookie_name

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

PASSERELLE_DESK: dict[str, Any] = {
    "env": "passerelle.config.opening.node_env",
    "node": NODE.name if NODE else "",
    "service": NODE.name if NODE else "",
    "exercise": NODE.is_invented if NODE else False,
    "idle_minutes": 15,
}
ROOT_URLCONF = "passerelle.desk.routes"
MIDDLEWARE = [
    "passerelle.desk.middleware.security_headers",
    "passerelle.desk.middleware.Surroundings",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "passerelle.desk.context.frame",
            ]
        },
    }
]
DATABASE_ROUTERS = ["passerelle.desk.session.SessionRouter"]
_short = NODE.node if NODE else ""
SESSION_COOKIE_NAME = cookie_name(_short, "session")
CSRF_COOKIE_NAME = cookie_name(_short, "form")
PREFERENCE_COOKIE_NAME = cookie_name(_short, "look")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
# What is uploaded stays in memory: a photograph of a document is never on a disk unless a person keeps it.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_AGE = 15 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
CSRF_FAILURE_VIEW = "passerelle.desk.fault.forged"
