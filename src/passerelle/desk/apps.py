"""The desk as a Django app: templates, static files, views."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The web for people."""

    name = "passerelle.desk"
    label = "desk"
