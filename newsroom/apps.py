from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from taxonomy.term_use import HOLDERS

        from .map.shapes import check_shapes
        from .pdf.installed import check_installed
        from .term_holders import reasons_to_stay

        post_migrate.connect(_make_roles, sender=self)
        register(check_shapes)
        HOLDERS.append(reasons_to_stay)
        register(check_installed)


def _make_roles(**kwargs) -> None:
    """As Django makes permissions after migrating, so the roles that hold them."""
    from .permissions import make_roles

    make_roles()
