from django.utils.translation import gettext_lazy as _

from .term import Term, TreeTerm


class FieldOfWork(TreeTerm):
    """What the organisation works on, such as Rule of law."""

    url_name = "field-of-work"

    class Meta(Term.Meta):
        verbose_name = _("field of work")
        verbose_name_plural = _("fields of work")
