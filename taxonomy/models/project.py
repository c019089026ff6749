from django.utils.translation import gettext_lazy as _

from .term import Term


class Project(Term):
    """A project that releases report on."""

    url_name = "project"

    class Meta(Term.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
