"""People who work on this node, one role each; there is no default account and no password."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Officer(AbstractBaseUser):
    """A person of a service, signed in by a one-time link."""

    id = models.CharField(max_length=32, primary_key=True)
    name = models.CharField(max_length=120, unique=True)
    role = models.CharField(max_length=40)
    service = models.CharField(max_length=32)  # a joint centre's node hosts several services
    language = models.CharField(max_length=8, default="en")
    theme = models.CharField(max_length=16, default="auto")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "name"
    objects = BaseUserManager()


class SignInLink(models.Model):
    """A link that works once; only the digest of its token is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
