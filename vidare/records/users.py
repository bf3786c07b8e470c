"""Those who log in. Their roles are memberships; a participant's is the link to their person."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.db import models


class User(AbstractBaseUser):
    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # Told by somebody else: the first thing its owner does is to choose another.
    password_is_temporary = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="sv")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_superuser = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_has_no_open_door", condition=models.Q(is_superuser=False, is_staff=False)
            ),
        ]

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class LoginTry(models.Model):
    """How often somebody has tried something at the door since a moment; who is kept only as a keyed fingerprint."""

    who_index = models.CharField(max_length=32, unique=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
