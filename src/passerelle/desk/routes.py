"""The desk's root of addresses, and its pages for errors outside a view."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("passerelle.desk.urls"))]

handler404 = "passerelle.desk.fault.not_found"
