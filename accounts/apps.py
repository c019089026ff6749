from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        post_migrate.connect(_make_central_desk, sender=self)


def _make_central_desk(**kwargs) -> None:
    """As Django makes content types after migrating, so the one desk that is always there."""
    from .models import central_desk

    central_desk()
