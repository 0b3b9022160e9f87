"""Accounts sign in; they are not the people who are quoted (`person.py`)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import Density, TextSize, Theme
from annotations.models.base import Row, known, word


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; e-mail addresses are compared without case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account; without a password it cannot sign in by one."""
        account = self.model(email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """An operator of the installation, who may open the admin console."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, PermissionsMixin, Row):
    """Somebody who signs in with an e-mail address. The system account carries automatic acts.

    `first_steps_hidden_at` is when they put the list of first steps away.
    `credit` is how reports name them, `language` that of the pages, `writes` that of the statements they
    write, `zone` that of the times they see; empty, the browser, the desk and the desk decide. `new_email`
    waits to be confirmed. `row_version` counts the changes of these settings, and of nothing else.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    credit = models.CharField(max_length=200, blank=True, default="")
    new_email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="en")
    writes = models.CharField(max_length=12, blank=True, default="")
    zone = models.CharField(max_length=64, blank=True, default="")
    theme = word(Theme, default=Theme.SYSTEM)
    text_size = word(TextSize, default=TextSize.NORMAL)
    density = word(Density, default=Density.ROOMY)
    letter_keys = models.BooleanField(default=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_system = models.BooleanField(default=False, editable=False)
    first_steps_hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_unique"),
            models.UniqueConstraint(
                fields=["is_system"], condition=models.Q(is_system=True), name="account_one_system"
            ),
            known("account", "theme", Theme),
            known("account", "text_size", TextSize),
            known("account", "density", Density),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else self.email
