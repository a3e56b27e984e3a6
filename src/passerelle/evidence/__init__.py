"""Exhibits, custody, sealed bundles."""
